using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Debts;

/// <param name="BankReference">What the bank's statement says of it.</param>
/// <param name="PaidOn">The day the bank had it.</param>
/// <param name="Key">Of this request: the same one is booked once.</param>
public sealed record RecordRepaymentCommand(
    SellerId Seller,
    Money Amount,
    [property: Required, StringLength(100, MinimumLength = 3)] string BankReference,
    DateOnly PaidOn,
    [property: Required, StringLength(80, MinimumLength = 1)] string Key
);

/// <summary>
/// Books that a shop has paid what it owes, or a part of it, to the marketplace's bank. Refuses without the right, an
/// unknown shop, a day to come, more than is owed, and a key that came with something else.
/// </summary>
public sealed class RecordRepayment(
    IDbContextFactory<PortalDbContext> contexts,
    DebtBooks books,
    TenantReader tenants,
    CurrentUser user,
    TimeProvider clock
)
{
    /// <summary>Answers its number; the same request gets the same one again.</summary>
    public async Task<Result<DebtRepaymentId>> HandleAsync(
        RecordRepaymentCommand command,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(SettlementPermissions.Pay, ct))
        {
            return Error.Forbidden;
        }

        var fits = await CheckAsync(command, ct);
        if (fits.Failed)
        {
            return fits.Error;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var sql = PortalDbContext.SqlOf(transaction).Transaction;
        var currency = command.Amount.Currency;
        var debt = await books.LockAsync(sql, command.Seller, AccountKind.Bank, currency, ct);
        if (await FindAsync(db, command, ct) is { } recorded)
        {
            return recorded;
        }

        if (command.Amount > debt.Owed)
        {
            return DebtErrors.MoreThanOwed(debt.Owed);
        }

        var repayment = Repayment(command, debt.Account, db.Actor.Name, clock.GetUtcNow());
        db.DebtRepayments.Add(repayment);
        db.Append(
            new DebtRepaid(
                debt.Account.Value,
                repayment.AmountMinor,
                currency.Code,
                repayment.BankReference
            ),
            clock
        );
        var saved = await db.SaveAsync(
            ct,
            ("ux_debt_repayments_tenant_id_key", DebtErrors.KeyReused)
        );
        if (saved.Failed)
        {
            return saved.Error;
        }

        var booked = await books.RepayAsync(sql, repayment, ct);
        if (booked.Failed)
        {
            return booked.Error;
        }

        await transaction.CommitAsync(ct);
        return repayment.Id;
    }

    private async Task<Result> CheckAsync(RecordRepaymentCommand command, CancellationToken ct)
    {
        var input = InputCheck.Of(command);
        if (input.Failed)
        {
            return input;
        }

        if (command.Amount.Minor <= 0)
        {
            return Error.InvalidField("amount", "Above zero.");
        }

        var tenant = await tenants.CurrentAsync(ct);
        if (command.PaidOn > tenant.DayOf(clock.GetUtcNow()))
        {
            return Error.InvalidField("paid_on", "Not a day to come.");
        }

        return (await tenants.SellerNamesAsync(ct)).ContainsKey(command.Seller)
            ? Result.Ok
            : DebtErrors.ShopNotFound;
    }

    /// <summary>What the same request was answered before. Refused when the key came with something else.</summary>
    private static async Task<Result<DebtRepaymentId>?> FindAsync(
        PortalDbContext db,
        RecordRepaymentCommand command,
        CancellationToken ct
    )
    {
        var found = await db
            .DebtRepayments.AsNoTracking()
            .SingleOrDefaultAsync(r => r.Key == command.Key, ct);
        if (found is null)
        {
            return null;
        }

        var isTheSame =
            found.SellerId == command.Seller
            && found.Amount == command.Amount
            && found.BankReference == command.BankReference.Trim()
            && found.PaidOn == command.PaidOn;
        return isTheSame ? found.Id : DebtErrors.KeyReused;
    }

    private static DebtRepayment Repayment(
        RecordRepaymentCommand command,
        AccountId account,
        string by,
        DateTimeOffset now
    ) =>
        new()
        {
            SellerId = command.Seller,
            AccountId = account,
            Currency = command.Amount.Currency,
            AmountMinor = command.Amount.Minor,
            BankReference = command.BankReference.Trim(),
            PaidOn = command.PaidOn,
            Key = command.Key,
            RecordedBy = by,
            RecordedAt = now,
        };
}
