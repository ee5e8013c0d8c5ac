using Portal.Core.Kernel;
using Portal.Core.Ledger;
using Portal.Kit;
using Portal.Shell;

namespace Portal.Areas.Finance.Ledger;

/// <summary>Entries by number, key or what they are about, and accounts by owner, for the command palette.</summary>
public sealed class LedgerPaletteSource(LedgerQueries ledger, EntryQueries entries) : IPaletteSource
{
    private static readonly PageRequest Few = new(Size: 4);

    public async Task<IReadOnlyList<PaletteEntry>> FindAsync(string text, CancellationToken ct)
    {
        var accounts = await ledger.ListAsync(new AccountFilter(Owner: text), Few, ct);
        var booked = await entries.ListAsync(new EntryFilter(Search: text), Few, ct);
        return accounts.Failed || booked.Failed
            ? []
            :
            [
                .. accounts.Value.Rows.Select(account => new PaletteEntry(
                    LedgerWords.Of(account.Name),
                    $"/finance/accounts/{account.Id.Value}",
                    "wallet",
                    "Accounts",
                    MoneyFormat.Full(account.Balance)
                )),
                .. booked.Value.Rows.Select(entry => new PaletteEntry(
                    $"Entry {entry.Id.Value}",
                    $"/finance/entries/{entry.Id.Value}",
                    "list",
                    "Entries",
                    entry.Description
                )),
            ];
    }
}
