using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Payments.Contracts;
using Portal.Core.Settlement.Payouts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Connect;

/// <param name="Back">Where Stripe sends the person back to.</param>
/// <param name="Proof">A code of the person's authenticator app, or their password where they have none.</param>
public sealed record OpenConnectedAccountCommand(SellerId Seller, Uri Back, string Proof);

/// <summary>
/// Lets a person in at Stripe to say who a shop is and which bank account is behind its account there; the account is made the
/// first time, once. Answers where to go. Refuses without the right to the shop, a wrong proof, and where Stripe is not
/// configured or does not answer.
/// </summary>
public sealed class OpenConnectedAccount(
    IDbContextFactory<PortalDbContext> contexts,
    IEnumerable<ITransferGateway> gateways,
    TenantReader tenants,
    StepUp stepUp,
    CurrentUser user,
    CurrentTenant tenant,
    TimeProvider clock
)
{
    public async Task<Result<Uri>> HandleAsync(
        OpenConnectedAccountCommand command,
        CancellationToken ct
    )
    {
        var own = await OwnShop.CheckAsync(user, tenants, command.Seller, ct);
        if (own.Failed)
        {
            return own.Error;
        }

        if (gateways.FirstOrDefault() is not { } gateway)
        {
            return PayoutErrors.NoStripe;
        }

        var proven = await stepUp.ConfirmAsync(command.Proof, ct);
        if (proven.Failed)
        {
            return proven.Error;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var account = await db.ConnectedAccounts.SingleOrDefaultAsync(
            a => a.SellerId == command.Seller,
            ct
        );
        if (account is null)
        {
            var opened = await gateway.OpenAccountAsync(KeyOf(command.Seller), ct);
            if (opened.Failed)
            {
                return opened.Error;
            }

            account = new ConnectedAccount
            {
                SellerId = command.Seller,
                AccountId = opened.Value.Id,
            };
            account.Note(opened.Value, clock.GetUtcNow());
            db.ConnectedAccounts.Add(account);
        }

        // Saved before they get the link, so that nobody is let in unnoticed.
        account.Invite(user.IdOrNone);
        var saved = await db.SaveAsync(ct);
        return saved.Failed
            ? saved.Error
            : await gateway.InviteAsync(account.AccountId, command.Back, ct);
    }

    private string KeyOf(SellerId seller) =>
        FormattableString.Invariant($"shop-{tenant.Id.Value}-{seller.Value}");
}
