using Portal.Core.Data.Export;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Tenancy.Contracts;
using Portal.Core.Wallets.Contracts;

namespace Portal.Core.Wallets;

/// <summary>
/// A wallet over some days: what was in it, what moved, what is left. The balances are those of the movements, so
/// that all of it is of one moment. Refuses without the right, and more than <see cref="MaxLines"/> movements.
/// </summary>
public sealed class WalletStatements(
    WalletQueries wallets,
    AccountHistory history,
    TenantReader tenants
)
{
    public const int MaxLines = 10_000;

    public async Task<Result<WalletStatement>> FindAsync(
        WalletId id,
        DateRange days,
        CancellationToken ct
    )
    {
        var wallet = await wallets.FindAsync(id, ct);
        if (wallet.Failed)
        {
            return wallet.Error;
        }

        var currency = wallet.Value.Balance.Currency;
        var lines = await history.LinesAsync(id.Account, currency, days, MaxLines + 1, ct);
        if (lines.Count > MaxLines)
        {
            return WalletErrors.StatementTooLong;
        }

        if (lines.Count > 0)
        {
            return new WalletStatement(
                wallet.Value,
                days,
                lines[0].BalanceAfter - lines[0].Change,
                lines,
                lines[^1].BalanceAfter
            );
        }

        var begin = (await tenants.CurrentAsync(ct)).StartOf(days.First);
        var still = await history.BalanceBeforeAsync(id.Account, begin, ct) ?? Money.Zero(currency);
        return new WalletStatement(wallet.Value, days, still, [], still);
    }

    public async Task<Result<ExportTable>> TableAsync(
        WalletId id,
        DateRange days,
        CancellationToken ct
    )
    {
        var found = await FindAsync(id, days, ct);
        if (found.Failed)
        {
            return found.Error;
        }

        var statement = found.Value;
        return new ExportTable(
            $"Wallet {id.Value}",
            ["Booked", "Entry", "What", "Description", "Change", "Balance", "Currency"],
            [
                Sum("Opening balance", statement.Opening),
                .. statement.Lines.Select(l =>
                    (object?[])
                        [
                            l.BookedAt,
                            l.EntryId.Value,
                            l.Kind,
                            l.Description,
                            l.Change.Major,
                            l.BalanceAfter.Major,
                            l.Change.Currency.Code,
                        ]
                ),
                Sum("Closing balance", statement.Closing),
            ]
        );
    }

    private static object?[] Sum(string what, Money balance) =>
        [null, null, what, null, null, balance.Major, balance.Currency.Code];
}
