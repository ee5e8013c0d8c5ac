using System.ComponentModel.DataAnnotations;

namespace Portal.Core.Orders.Checkout;

/// <summary>Configuration section <c>Checkout</c>.</summary>
public sealed class CheckoutOptions
{
    /// <summary>How long a cart lives after its last change.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "90.00:00:00")]
    public TimeSpan CartLifetime { get; init; } = TimeSpan.FromDays(3);
}
