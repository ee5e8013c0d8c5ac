using System.ComponentModel.DataAnnotations;

namespace Portal.Core.Orders.Checkout;

/// <summary>To whom and where an order goes.</summary>
/// <param name="Country">ISO 3166-1, two capital letters.</param>
public sealed record DeliveryAddress(
    [property: Required, StringLength(200), RegularExpression(DeliveryAddress.OneLine)] string Name,
    [property:
        Required,
        StringLength(254),
        EmailAddress,
        RegularExpression(DeliveryAddress.OneLine)
    ]
        string Email,
    [property: Required, StringLength(200), RegularExpression(DeliveryAddress.OneLine)]
        string Line1,
    [property: StringLength(200), RegularExpression(DeliveryAddress.OneLine)] string? Line2,
    [property: Required, StringLength(20), RegularExpression(DeliveryAddress.OneLine)]
        string PostalCode,
    [property: Required, StringLength(100), RegularExpression(DeliveryAddress.OneLine)] string City,
    [property: Required, RegularExpression("^[A-Z]{2}$")] string Country
)
{
    /// <summary>No control characters: addresses are printed on labels.</summary>
    internal const string OneLine = @"^[^\p{Cc}]*$";
}
