using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Debts;

public sealed record RequestWriteOffCommand(
    SellerId Seller,
    Money Amount,
    [property: Required, StringLength(DebtWriteOff.MaxReasonLength, MinimumLength = 3)]
        string Reason
);

/// <summary>
/// Asks that what a shop owes, or a part of it, be given up; nothing is booked before another person approves. Refuses
/// without the right, machines, an unknown shop, more than is owed beyond the shop's reserve, and a debt of which a write-off
/// waits already.
/// </summary>
public sealed class RequestWriteOff(
    IDbContextFactory<PortalDbContext> contexts,
    DebtBooks books,
    TenantReader tenants,
    CurrentUser user,
    TimeProvider clock
)
{
    public async Task<Result<DebtWriteOffId>> HandleAsync(
        RequestWriteOffCommand command,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(SettlementPermissions.Pay, ct))
        {
            return Error.Forbidden;
        }

        if (user.IdOrNone is not { } person)
        {
            return DebtErrors.PersonNeeded;
        }

        if (InputCheck.Of(command) is { Failed: true } mistakes)
        {
            return mistakes.Error;
        }

        if (command.Amount.Minor <= 0)
        {
            return Error.InvalidField("amount", "Above zero.");
        }

        if (!(await tenants.SellerNamesAsync(ct)).ContainsKey(command.Seller))
        {
            return DebtErrors.ShopNotFound;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var debt = await books.LockAsync(
            PortalDbContext.SqlOf(transaction).Transaction,
            command.Seller,
            AccountKind.Losses,
            command.Amount.Currency,
            ct
        );
        if (command.Amount > debt.BeyondReserve)
        {
            return DebtErrors.BeyondReserve(debt);
        }

        var writeOff = new DebtWriteOff
        {
            SellerId = command.Seller,
            AccountId = debt.Account,
            Currency = command.Amount.Currency,
            AmountMinor = command.Amount.Minor,
            Reason = command.Reason.Trim(),
            RequestedBy = person,
            RequestedByName = db.Actor.Name,
            RequestedAt = clock.GetUtcNow(),
        };
        db.DebtWriteOffs.Add(writeOff);
        db.Append(
            new DebtWriteOffRequested(
                debt.Account.Value,
                writeOff.AmountMinor,
                writeOff.Currency.Code,
                writeOff.Reason
            ),
            clock
        );
        var saved = await db.SaveAsync(
            ct,
            ("ux_debt_write_offs_waiting", DebtErrors.AlreadyRequested)
        );
        if (saved.Failed)
        {
            return saved.Error;
        }

        await transaction.CommitAsync(ct);
        return writeOff.Id;
    }
}
