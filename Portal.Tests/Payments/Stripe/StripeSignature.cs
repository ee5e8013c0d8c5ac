using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Tests.Payments.Stripe;

/// <summary>Signs as Stripe does.</summary>
internal static class StripeSignature
{
    public static string Of(byte[] body, string secret, DateTimeOffset at)
    {
        var time = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{time}."), .. body];
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed);
        return $"t={time},v1={Convert.ToHexStringLower(signature)}";
    }
}
