using NpgsqlTypes;
using Portal.Core.Data;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Ledger.Contracts;

/// <summary>An account that stands below zero.</summary>
/// <param name="Owner">As <see cref="AccountOwner.Key"/>.</param>
/// <param name="Balance">As people read it: below zero.</param>
/// <param name="Since">From when on it has been below zero without a break.</param>
/// <param name="FirstEntry">The entry that began it.</param>
/// <param name="Lines">How many postings it had since, with the first.</param>
public sealed record AccountBelowZero(
    string Owner,
    AccountId Account,
    Money Balance,
    DateTimeOffset Since,
    EntryId FirstEntry,
    string FirstKind,
    string FirstDescription,
    long Lines
);

/// <summary>Which accounts of a kind stand below zero, and since when. Whoever asks has checked the right to them.</summary>
public sealed class AccountsBelowZero(PortalConnections connections, CurrentTenant tenant)
{
    /// <summary>The longest below zero first.</summary>
    /// <param name="kind">One that may fall below zero.</param>
    /// <param name="owners">Only theirs; null is everybody's.</param>
    /// <param name="currency">Only in this one; null is all.</param>
    /// <param name="ct">Stops the wait for the database.</param>
    public async Task<IReadOnlyList<AccountBelowZero>> ReadAsync(
        AccountKind kind,
        IReadOnlyCollection<AccountOwner>? owners,
        Currency? currency,
        CancellationToken ct
    ) =>
        await connections.ReadAsync(
            AccountsSql.BelowZero,
            [
                SqlValue.Of(tenant.Id.Value),
                SqlValue.Of(SnakeCase.Of(kind)),
                SqlValue.OrNull(
                    owners?.Select(o => o.Key).ToArray(),
                    NpgsqlDbType.Array | NpgsqlDbType.Text
                ),
                SqlValue.OrNull(currency?.Code, NpgsqlDbType.Text),
            ],
            r => new AccountBelowZero(
                r.GetString(0),
                new AccountId(r.GetInt64(1)),
                new Money(r.GetInt64(3), Currency.Of(r.GetString(2))),
                r.GetFieldValue<DateTimeOffset>(4),
                new EntryId(r.GetInt64(5)),
                r.GetString(6),
                r.GetString(7),
                r.GetInt64(8)
            ),
            ct
        );
}
