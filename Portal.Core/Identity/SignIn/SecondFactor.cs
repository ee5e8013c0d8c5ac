using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;

namespace Portal.Core.Identity.SignIn;

/// <summary>The app on a person's phone that shows six digits every 30 seconds (RFC 6238).</summary>
public sealed class Authenticator : IAudited
{
    public required PersonId PersonId { get; init; }

    /// <summary>The shared secret, encrypted with the keys of the installation.</summary>
    [Secret]
    public required string ProtectedSecret { get; set; }

    /// <summary>When the person proved that the app shows the right digits; until then it does not count.</summary>
    public DateTimeOffset? ConfirmedAt { get; set; }

    /// <summary>The 30-second step of the last code used: a code is good once, and none before it.</summary>
    [NotAudited]
    public long LastStep { get; set; }
}

public readonly record struct RecoveryCodeId(long Value) : IEntityId<RecoveryCodeId>
{
    public static RecoveryCodeId From(long value) => new(value);
}

/// <summary>One of ten codes on paper for the day the phone is lost. Good once.</summary>
public sealed class RecoveryCode
{
    public RecoveryCodeId Id { get; private set; }

    public required PersonId PersonId { get; init; }

    /// <summary>SHA-256; the code has 80 random bits, so it needs no slow hash.</summary>
    public required byte[] Hash { get; init; }

    public DateTimeOffset? UsedAt { get; set; }
}

/// <summary>Six-digit codes: pure rules.</summary>
public static class TimeCode
{
    private const int StepSeconds = 30;

    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(20);

    /// <summary>
    /// The step a code belongs to, if it is of the current step or its neighbours (phones' clocks are
    /// off) and later than the last one used; otherwise null.
    /// </summary>
    public static long? StepOf(string code, byte[] secret, DateTimeOffset now, long lastStep)
    {
        var digits = code.Replace(" ", "", StringComparison.Ordinal);
        var current = now.ToUnixTimeSeconds() / StepSeconds;
        for (var step = current - 1; step <= current + 1; step++)
        {
            var isSame = CryptographicOperations.FixedTimeEquals(
                Encoding.ASCII.GetBytes(CodeAt(secret, step)),
                Encoding.UTF8.GetBytes(digits)
            );
            if (isSame && step > lastStep)
            {
                return step;
            }
        }

        return null;
    }

    /// <summary>The six digits of a step.</summary>
    public static string CodeAt(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BitConverter.TryWriteBytes(counter, IPAddress.HostToNetworkOrder(step));
        // RFC 6238 with SHA-1 is what every authenticator app speaks; nothing here depends on collisions.
#pragma warning disable CA5350
        Span<byte> hash = stackalloc byte[20];
        HMACSHA1.HashData(secret, counter, hash);
#pragma warning restore CA5350
        var offset = hash[19] & 0x0f;
        var number =
            ((hash[offset] & 0x7f) << 24)
            | (hash[offset + 1] << 16)
            | (hash[offset + 2] << 8)
            | hash[offset + 3];
        return (number % 1_000_000).ToString("000000", CultureInfo.InvariantCulture);
    }

    /// <summary>How authenticator apps and people write a secret: base 32 without padding.</summary>
    public static string Text(byte[] secret)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var text = new StringBuilder();
        var bits = 0;
        var buffer = 0;
        foreach (var octet in secret)
        {
            buffer = ((buffer << 8) | octet) & 0xffff;
            for (bits += 8; bits >= 5; bits -= 5)
            {
                text.Append(alphabet[(buffer >> (bits - 5)) & 31]);
            }
        }

        return text.ToString();
    }
}

/// <summary>Codes on paper, e.g. <c>7KQ2-4ZTA-RM5X-C3LD</c>: pure rules.</summary>
public static class PaperCode
{
    public const int Count = 10;

    public static string New()
    {
        var text = TimeCode.Text(RandomNumberGenerator.GetBytes(10));
        return $"{text[..4]}-{text[4..8]}-{text[8..12]}-{text[12..]}";
    }

    public static byte[] HashOf(string code)
    {
        var plain = new string([.. code.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit)]);
        return SHA256.HashData(Encoding.UTF8.GetBytes(plain));
    }
}
