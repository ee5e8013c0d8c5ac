using System.Globalization;
using Npgsql;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Payouts;

/// <summary>A payout's way through the books.</summary>
/// <param name="FromMinor">Posted to the first account; the second gets the opposite. A debit is positive.</param>
internal sealed record PayoutMove(
    long Payout,
    string Kind,
    string Description,
    AccountKey Debit,
    AccountKey Credit,
    long FromMinor
);

/// <summary>Books what became of payouts, one entry each, in the caller's transaction.</summary>
public sealed class PayoutBooks(OpenAccounts accounts, PostEntries entries)
{
    /// <summary>How the money left the balance, when its run was approved.</summary>
    public const string Sent = "payout.sent";

    public const string Paid = "payout.paid";

    public const string Returned = "payout.returned";

    internal static AccountKey Of(TenantId tenant, SellerId seller, Currency currency) =>
        new(tenant, AccountKind.SellerPayable, currency, AccountOwner.Seller(seller));

    internal static AccountKey Of(TenantId tenant, AccountKind kind, Currency currency) =>
        new(tenant, kind, currency, AccountOwner.Tenant);

    /// <summary>Where a payout of this kind comes from once it is paid, and goes back to.</summary>
    internal static AccountKey SourceOf(TenantId tenant, PayoutMethod method, Currency currency) =>
        method is PayoutMethod.Stripe
            ? new(
                tenant,
                AccountKind.GatewayClearing,
                currency,
                AccountOwner.Named(SnakeCase.Of(method))
            )
            : Of(tenant, AccountKind.Bank, currency);

    internal static EventSubject Reference(long payout) => new("payout", payout);

    internal async Task<Result> BookAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        IReadOnlyList<PayoutMove> moves,
        CancellationToken ct
    )
    {
        var open = await accounts.HandleAsync(
            connection,
            transaction,
            [.. moves.SelectMany(m => new[] { m.Debit, m.Credit }).Distinct()],
            ct
        );
        var booked = await entries.HandleAsync(
            connection,
            transaction,
            [
                .. moves.Select(m => new EntryDraft(
                    m.Debit.Tenant,
                    string.Create(CultureInfo.InvariantCulture, $"{m.Kind}-{m.Payout}"),
                    m.Kind,
                    Reference(m.Payout),
                    m.Description,
                    [
                        new(open[m.Debit], new Money(m.FromMinor, m.Debit.Currency)),
                        new(open[m.Credit], new Money(-m.FromMinor, m.Debit.Currency)),
                    ]
                )),
            ],
            ct
        );
        return booked.Failed ? booked.Error : Result.Ok;
    }
}
