using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Payouts;

/// <param name="HolderName">As the bank knows them; not looked at where Stripe pays and there is one already.</param>
/// <param name="Iban">Spaces do not matter; empty keeps the one there is. Not looked at where Stripe pays.</param>
/// <param name="Proof">A code of the person's authenticator app, or their password where they have none.</param>
public sealed record SavePayoutAccountCommand(
    SellerId Seller,
    Currency Currency,
    [property: Required, StringLength(PayoutAccount.MaxHolderLength, MinimumLength = 2)]
        string HolderName,
    string Iban,
    PayoutSchedule Schedule,
    string Proof,
    PayoutMethod Method = PayoutMethod.Bank
);

/// <summary>
/// Says where and when a shop is paid. Refuses without the right to the shop, a wrong proof, an IBAN whose digits are wrong,
/// and Stripe where the shop has no account there. A new bank account ends the pause that a returned payout caused.
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
        var own = await OwnShop.CheckAsync(user, tenants, command.Seller, ct);
        if (own.Failed)
        {
            return own;
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
        var iban = await IbanAsync(db, account, command, ct);
        if (iban.Failed)
        {
            return iban.Error;
        }

        var proven = await stepUp.ConfirmAsync(command.Proof, ct);
        if (proven.Failed)
        {
            return proven;
        }

        Write(db, account, command, iban.Value);
        return await db.SaveAsync(ct);
    }

    /// <summary>What is kept as its number, also of one that Stripe pays.</summary>
    private static async Task<Result<string>> IbanAsync(
        PortalDbContext db,
        PayoutAccount? account,
        SavePayoutAccountCommand command,
        CancellationToken ct
    )
    {
        var kept = account?.Iban ?? "";
        if (command.Method is PayoutMethod.Stripe)
        {
            return await db.ConnectedAccounts.AnyAsync(a => a.SellerId == command.Seller, ct)
                ? kept
                : PayoutErrors.NoStripeAccount;
        }

        if (kept.Length > 0 && string.IsNullOrWhiteSpace(command.Iban))
        {
            return kept;
        }

        return Iban.TryParse(command.Iban, out var iban)
            ? iban.Value.Value
            : Error.InvalidField("iban", "This is not an IBAN; check its digits.");
    }

    private void Write(
        PortalDbContext db,
        PayoutAccount? account,
        SavePayoutAccountCommand command,
        string iban
    )
    {
        var holder =
            command.Method is PayoutMethod.Stripe && account is not null
                ? account.HolderName
                : command.HolderName.Trim();
        if (account is null)
        {
            account = new PayoutAccount
            {
                SellerId = command.Seller,
                Currency = command.Currency,
                Method = command.Method,
                HolderName = holder,
                Iban = iban,
                BankChangedAt = clock.GetUtcNow(),
                BankChangedBy = user.IdOrNone,
            };
            db.PayoutAccounts.Add(account);
        }
        else if (
            account.Method != command.Method
            || account.Iban != iban
            || account.HolderName != holder
        )
        {
            account.ChangeBank(command.Method, holder, iban, user.IdOrNone, clock.GetUtcNow());
        }

        account.Schedule = command.Schedule;
    }
}
