using System.Reflection;
using Microsoft.AspNetCore.Identity;
using Portal.Core.Kernel;

namespace Portal.Core.Identity.SignIn;

/// <summary>
/// What a password must be: long, and not one that everybody tries first. No rule about kinds of
/// characters, which make passwords worse.
/// </summary>
public static class PasswordRules
{
    public const int MinLength = 12;

    /// <summary>Longer ones are refused: hashing them would be work an attacker can order.</summary>
    public const int MaxLength = 200;

    private static readonly Lazy<HashSet<string>> Breached = new(ReadBreached);

    public static Result Check(string password, Person person, string field = "password")
    {
        if (password.Length is < MinLength or > MaxLength)
        {
            return Error.InvalidField(
                field,
                $"A password has {MinLength} to {MaxLength} characters. A few words in a row are a good one."
            );
        }

        var plain = password.ToLowerInvariant();
        var mailbox = person.Email!.Split('@')[0];
        if (
            Breached.Value.Contains(plain)
            || plain.Distinct().Count() < 4
            || mailbox.Length > 3 && plain.Contains(mailbox, StringComparison.OrdinalIgnoreCase)
        )
        {
            return Error.InvalidField(
                field,
                "This password is among the first that are guessed. Choose another."
            );
        }

        return Result.Ok;
    }

    private static HashSet<string> ReadBreached()
    {
        using var stream =
            Assembly
                .GetExecutingAssembly()
                .GetManifestResourceStream("Portal.Core.Identity.SignIn.breached-passwords.txt")
            ?? throw new InvalidOperationException(
                "The list of breached passwords is not built in."
            );
        using var reader = new StreamReader(stream);
        return
        [
            .. reader
                .ReadToEnd()
                .Split(
                    '\n',
                    StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
                ),
        ];
    }
}

/// <summary>Checks passwords in the same time whether or not there is a person.</summary>
public sealed class PasswordCheck(IPasswordHasher<Person> hasher)
{
    private static readonly Person Nobody = new() { DisplayName = "" };

    private static readonly Lazy<string> NobodysHash = new(() =>
        new PasswordHasher<Person>().HashPassword(Nobody, Guid.NewGuid().ToString())
    );

    public bool IsRight(Person? person, string password)
    {
        var counts = person?.PasswordHash is not null && !person.IsDisabled;
        var hash = counts ? person!.PasswordHash! : NobodysHash.Value;
        var answer = hasher.VerifyHashedPassword(person ?? Nobody, hash, password);
        return counts && answer is not PasswordVerificationResult.Failed;
    }

    /// <summary>Sets a password and ends, through the new stamp, every link and ticket made before.</summary>
    public void Set(Person person, string password)
    {
        person.PasswordHash = hasher.HashPassword(person, password);
        person.SecurityStamp = Guid.NewGuid().ToString("N");
    }
}
