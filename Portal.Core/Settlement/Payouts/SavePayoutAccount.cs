using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Payouts;

/// <param name="Iban">Spaces do not matter; empty keeps the one there is.</param>
/// <param name="Proof">A code of the person's authenticator app, or their password where they have none.</param>
public sealed record SavePayoutAccountCommand(
    SellerId Seller,
    Currency Currency,
    [property: Required, StringLength(PayoutAccount.MaxHolderLength, MinimumLength = 2)]
        string HolderName,
    string Iban,
    PayoutSchedule Schedule,
    string Proof
);

/// <summary>
/// Says where and when a shop is paid. Refuses without the right to the shop, a wrong proof, and an IBAN
/// whose digits are wrong. A new bank account ends the pause that a returned payout caused.
/// </summary>
public sealed class SavePayoutAccount(
    IDbContextFactory<PortalDbContext> contexts,
    TenantReader tenants,
    StepUp stepUp,
    CurrentUser user,
    TimeProvider clock
)
{
    public async Task<Result> HandleAsync(SavePayoutAccountCommand command, CancellationToken ct)
    {
        var reach = await user.ScopeAsync(SettlementPermissions.Bank, ct);
        if (reach.IsDenied)
        {
            return Error.Forbidden;
        }

        var isOwn = reach.IsWholeTenant
            ? (await tenants.SellerNamesAsync(ct)).ContainsKey(command.Seller)
            : reach.Sellers.Contains(command.Seller);
        if (!isOwn)
        {
            return PayoutErrors.AccountNotFound;
        }

        var input = InputCheck.Of(command);
        if (input.Failed)
        {
            return input.Error;
        }

        if (BankText.Of(command.HolderName).Length < BankText.MinLength)
        {
            return Error.InvalidField("holder_name", BankText.Refusal);
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var account = await db.PayoutAccounts.SingleOrDefaultAsync(
            a => a.SellerId == command.Seller && a.Currency == command.Currency,
            ct
        );
        Iban? iban = null;
        var keeps = account is not null && string.IsNullOrWhiteSpace(command.Iban);
        if (!keeps && !Iban.TryParse(command.Iban, out iban))
        {
            return Error.InvalidField("iban", "This is not an IBAN; check its digits.");
        }

        var proven = await stepUp.ConfirmAsync(command.Proof, ct);
        if (proven.Failed)
        {
            return proven;
        }

        Write(db, account, command, keeps ? account!.Iban : iban!.Value.Value);
        return await db.SaveAsync(ct);
    }

    private void Write(
        PortalDbContext db,
        PayoutAccount? account,
        SavePayoutAccountCommand command,
        string iban
    )
    {
        var holder = command.HolderName.Trim();
        if (account is null)
        {
            account = new PayoutAccount
            {
                SellerId = command.Seller,
                Currency = command.Currency,
                HolderName = holder,
                Iban = iban,
                BankChangedAt = clock.GetUtcNow(),
                BankChangedBy = user.IdOrNone,
            };
            db.PayoutAccounts.Add(account);
        }
        else if (account.Iban != iban || account.HolderName != holder)
        {
            account.ChangeBank(holder, iban, user.IdOrNone, clock.GetUtcNow());
        }

        account.Schedule = command.Schedule;
    }
}
