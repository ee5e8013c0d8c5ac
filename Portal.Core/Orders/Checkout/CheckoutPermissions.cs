using Portal.Core.Identity.Contracts;

namespace Portal.Core.Orders.Checkout;

/// <summary>For the tokens of buyers' apps, which act for all their buyers.</summary>
public static class CheckoutPermissions
{
    [GrantedTo("marketplace_admin", Allows = "See what is for sale, as buyers do")]
    public static readonly Permission Browse = new("checkout.browse");

    [GrantedTo("marketplace_admin", Allows = "Fill carts, place and cancel orders for buyers")]
    public static readonly Permission Write = new("checkout.write");
}
