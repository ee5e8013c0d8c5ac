using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Payouts;

/// <summary>Whether a person may say where a shop is paid.</summary>
internal static class OwnShop
{
    /// <summary>Refuses without the right, and shops it does not reach, as if there were none.</summary>
    public static async Task<Result> CheckAsync(
        CurrentUser user,
        TenantReader tenants,
        SellerId shop,
        CancellationToken ct
    )
    {
        var reach = await user.ScopeAsync(SettlementPermissions.Bank, ct);
        if (reach.IsDenied)
        {
            return Error.Forbidden;
        }

        var isOwn = reach.IsWholeTenant
            ? (await tenants.SellerNamesAsync(ct)).ContainsKey(shop)
            : reach.Sellers.Contains(shop);
        return isOwn ? Result.Ok : PayoutErrors.AccountNotFound;
    }
}
