using Npgsql;
using Portal.Core.Events.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Reconciliation;

/// <summary>An entry of reconciliation. A debit is positive; zeros are left out.</summary>
internal sealed record ReconciliationEntry(
    string Key,
    string Kind,
    EventSubject Reference,
    string Description,
    IReadOnlyList<(AccountKey Account, long Minor)> Postings
);

/// <summary>Books what statements say, in the caller's transaction.</summary>
public sealed class ReconciliationBooks(
    OpenAccounts accounts,
    PostEntries entries,
    CurrentTenant tenant
)
{
    /// <summary>Kind of the entry by which a gateway's payment is in the bank.</summary>
    public const string Settled = "gateway.settled";

    /// <summary>Kind of the entry by which a gateway kept its fees.</summary>
    public const string Charged = "gateway.fees";

    /// <summary>Kind of the entry by which a person settled a difference.</summary>
    public const string Resolved = "difference.resolved";

    internal AccountKey Own(AccountKind kind, Currency currency) =>
        new(tenant.Id, kind, currency, AccountOwner.Tenant);

    /// <summary>What of ours a statement is about.</summary>
    internal AccountKey Of(StatementSource source, string account, Currency currency) =>
        source is StatementSource.Bank
            ? Own(AccountKind.Bank, currency)
            : new AccountKey(
                tenant.Id,
                AccountKind.GatewayClearing,
                currency,
                AccountOwner.Named(account)
            );

    internal async Task<Result> BookAsync(
        NpgsqlTransaction transaction,
        IReadOnlyCollection<ReconciliationEntry> drafts,
        CancellationToken ct
    )
    {
        if (drafts.Count == 0)
        {
            return Result.Ok;
        }

        var open = await accounts.HandleAsync(
            transaction.Connection!,
            transaction,
            [.. drafts.SelectMany(d => d.Postings).Select(p => p.Account).Distinct()],
            ct
        );
        var booked = await entries.HandleAsync(
            transaction.Connection!,
            transaction,
            [
                .. drafts.Select(d => new EntryDraft(
                    tenant.Id,
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
