using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Debts;

/// <summary>What shops owe now, from their balances. Whoever asks has checked the right to them.</summary>
public sealed class OpenDebts(
    IDbContextFactory<PortalDbContext> contexts,
    AccountsBelowZero accounts,
    TenantReader tenants,
    TimeProvider clock
)
{
    /// <summary>The oldest first. There are at most as many as shops and currencies, so they are read whole.</summary>
    /// <param name="shops">Only theirs; null is all shops'.</param>
    /// <param name="currency">Only in this one; null is all.</param>
    /// <param name="ct">Stops the wait for the database.</param>
    internal async Task<List<DebtRow>> ReadAsync(
        IReadOnlyCollection<SellerId>? shops,
        Currency? currency,
        CancellationToken ct
    )
    {
        var tenant = await tenants.CurrentAsync(ct);
        var today = tenant.DayOf(clock.GetUtcNow());
        var names = await tenants.SellerNamesAsync(ct);
        var owners = names.Keys.ToDictionary(
            s => AccountOwner.Seller(s).Key,
            StringComparer.Ordinal
        );
        var below = await accounts.ReadAsync(
            AccountKind.SellerPayable,
            shops?.Select(AccountOwner.Seller).ToList(),
            currency,
            ct
        );
        await using var db = await contexts.CreateDbContextAsync(ct);
        var waiting = await db
            .DebtWriteOffs.Where(w => w.Status == DebtWriteOffStatus.Requested)
            .ToDictionaryAsync(w => w.AccountId, w => w.AmountMinor, ct);
        return
        [
            .. below
                .Where(a => owners.ContainsKey(a.Owner))
                .Select(a => new DebtRow(
                    owners[a.Owner],
                    names[owners[a.Owner]],
                    a.Account,
                    a.Balance * -1,
                    a.Since,
                    today.DayNumber - tenant.DayOf(a.Since).DayNumber,
                    a.FirstEntry,
                    a.FirstKind,
                    a.FirstDescription,
                    a.Lines,
                    waiting.TryGetValue(a.Account, out var minor)
                        ? new Money(minor, a.Balance.Currency)
                        : null
                )),
        ];
    }
}
