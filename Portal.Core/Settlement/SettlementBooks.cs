using Npgsql;
using Portal.Core.Events.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement;

/// <summary>An entry of settlement before its accounts are looked up. A debit is positive; zeros are left out.</summary>
public sealed record SettlementEntry(
    TenantId Tenant,
    string Key,
    string Kind,
    EventSubject Reference,
    string Description,
    IReadOnlyList<(AccountKey Account, long Minor)> Postings
);

/// <summary>Finds or opens the accounts of many entries and books them, in the caller's transaction.</summary>
public sealed class SettlementBooks(OpenAccounts accounts, PostEntries entries)
{
    public async Task<Result> BookAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        IReadOnlyCollection<SettlementEntry> drafts,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(drafts);
        if (drafts.Count == 0)
        {
            return Result.Ok;
        }

        var open = await accounts.HandleAsync(
            connection,
            transaction,
            [.. drafts.SelectMany(d => d.Postings).Select(p => p.Account).Distinct()],
            ct
        );
        var booked = await entries.HandleAsync(
            connection,
            transaction,
            [
                .. drafts.Select(d => new EntryDraft(
                    d.Tenant,
                    d.Key,
                    d.Kind,
                    d.Reference,
                    d.Description,
                    [
                        .. d
                            .Postings.GroupBy(p => p.Account, p => p.Minor)
                            .Select(p => (Account: p.Key, Minor: p.Sum()))
                            .Where(p => p.Minor != 0)
                            .Select(p => new PostingDraft(
                                open[p.Account],
                                new Money(p.Minor, p.Account.Currency)
                            )),
                    ]
                )),
            ],
            ct
        );
        return booked.Failed ? booked.Error : Result.Ok;
    }
}
