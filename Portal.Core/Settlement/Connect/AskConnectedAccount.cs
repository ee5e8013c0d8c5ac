using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Payments.Contracts;
using Portal.Core.Settlement.Payouts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Connect;

public sealed record AskConnectedAccountCommand(SellerId Seller);

/// <summary>
/// Asks Stripe how a shop's account there stands, and writes it down. Refuses without the right to the shop, a shop without
/// such an account, and where Stripe is not configured or does not answer.
/// </summary>
public sealed class AskConnectedAccount(
    IDbContextFactory<PortalDbContext> contexts,
    IEnumerable<ITransferGateway> gateways,
    TenantReader tenants,
    CurrentUser user,
    TimeProvider clock
)
{
    public async Task<Result> HandleAsync(AskConnectedAccountCommand command, CancellationToken ct)
    {
        var own = await OwnShop.CheckAsync(user, tenants, command.Seller, ct);
        if (own.Failed)
        {
            return own;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var account = await db.ConnectedAccounts.SingleOrDefaultAsync(
            a => a.SellerId == command.Seller,
            ct
        );
        if (account is null)
        {
            return PayoutErrors.NoStripeAccount;
        }

        if (gateways.FirstOrDefault() is not { } gateway)
        {
            return PayoutErrors.NoStripe;
        }

        var told = await gateway.AskAccountAsync(account.AccountId, ct);
        if (told.Failed)
        {
            return told.Error;
        }

        account.Note(told.Value, clock.GetUtcNow());
        return await db.SaveAsync(ct);
    }
}
