using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Core.Payments.Webhooks;

/// <summary>
/// Whether a message comes from whoever shares a secret with us, and is not an old one sent again. Header:
/// <c>t=1492774577,v1=5257a869…,v1=6ffbb59b…,v0=…</c>; one right <c>v1</c> of any of our secrets will do, so that
/// a secret can be replaced without losing a message.
/// </summary>
public static class WebhookSignaturePolicy
{
    /// <summary>How far the signed time may be from ours, before or after.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(300);

    /// <summary>More than a header of the gateway holds, so that a long one costs us nothing.</summary>
    private const int MostSignatures = 10;

    public static bool IsGenuine(
        ReadOnlySpan<byte> body,
        string? header,
        IEnumerable<string> secrets,
        DateTimeOffset now
    )
    {
        var parts = (header ?? "")
            .Split(',', MostSignatures + 2)
            .Select(p => p.Trim().Split('=', 2))
            .Where(p => p.Length == 2)
            .ToLookup(p => p[0], p => p[1], StringComparer.Ordinal);
        if (
            parts["t"].FirstOrDefault() is not { } time
            || !long.TryParse(
                time,
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var seconds
            )
            || Math.Abs((decimal)now.ToUnixTimeSeconds() - seconds)
                > (decimal)Tolerance.TotalSeconds
        )
        {
            return false;
        }

        byte[] signed = [.. Encoding.UTF8.GetBytes($"{time}."), .. body];
        var given = parts["v1"].Take(MostSignatures).Select(BytesOf).ToList();
        var isGenuine = false;
        foreach (var secret in secrets.Where(s => s.Length > 0))
        {
            var right = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed);
            // All are compared, so that the time it takes does not tell which was near.
            foreach (var signature in given)
            {
                isGenuine |= CryptographicOperations.FixedTimeEquals(right, signature);
            }
        }

        return isGenuine;
    }

    private static byte[] BytesOf(string hex) =>
        hex.Length == 2 * HMACSHA256.HashSizeInBytes && hex.All(char.IsAsciiHexDigit)
            ? Convert.FromHexString(hex)
            : [];
}
