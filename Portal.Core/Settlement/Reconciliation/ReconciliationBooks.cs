using Npgsql;
using Portal.Core.Events.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Reconciliation;

/// <summary>Books what statements say, in the caller's transaction.</summary>
public sealed class ReconciliationBooks(SettlementBooks books, CurrentTenant tenant)
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

    /// <param name="key">Books once.</param>
    /// <param name="kind">What happened.</param>
    /// <param name="reference">What it is about.</param>
    /// <param name="description">For people.</param>
    /// <param name="postings">A debit is positive; zeros are left out.</param>
    internal SettlementEntry Entry(
        string key,
        string kind,
        EventSubject reference,
        string description,
        IReadOnlyList<(AccountKey Account, long Minor)> postings
    ) => new(tenant.Id, key, kind, reference, description, postings);

    internal Task<Result> BookAsync(
        NpgsqlTransaction transaction,
        IReadOnlyCollection<SettlementEntry> entries,
        CancellationToken ct
    ) => books.BookAsync(transaction.Connection!, transaction, entries, ct);
}
