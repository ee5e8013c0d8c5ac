using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace Portal.Core.Orders.Checkout;

/// <summary>
/// A cart's number: 128 random bits, because whoever holds it may fill the cart. Written as 32
/// hexadecimal digits.
/// </summary>
public readonly record struct CartId(Guid Value)
{
    private const int Octets = 16;

    public static CartId New() => new(new Guid(RandomNumberGenerator.GetBytes(Octets)));

    public static bool TryParse([NotNullWhen(true)] string? text, out CartId id)
    {
        var isId = Guid.TryParseExact(text, "N", out var value);
        id = new CartId(value);
        return isId;
    }

    public override string ToString() => Value.ToString("N", CultureInfo.InvariantCulture);
}
