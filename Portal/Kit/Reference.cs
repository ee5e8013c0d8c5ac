using System.Security.Cryptography;

namespace Portal.Kit;

/// <summary>Short names for failures: shown to the visitor, written to the log beside the exception.</summary>
public static class Reference
{
    // Without letters and digits that are mistaken for each other when read out.
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    public static string New() => RandomNumberGenerator.GetString(Alphabet, 8);
}
