using System.Globalization;
using Npgsql;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Debts;

/// <summary>What a shop owes, while nobody else can move it.</summary>
/// <param name="Owed">Zero when it owes nothing.</param>
/// <param name="Reserve">What is kept of the shop, which is to pay the debt first.</param>
internal sealed record LockedDebt(AccountId Account, Money Owed, Money Reserve)
{
    /// <summary>What nobody has for it: as much may be written off.</summary>
    public Money BeyondReserve => Owed > Reserve ? Owed - Reserve : Money.Zero(Owed.Currency);
}

/// <summary>Books what became of debts, in the caller's transaction.</summary>
public sealed class DebtBooks(SettlementBooks books, OpenAccounts accounts, CurrentTenant tenant)
{
    /// <summary>Kind of the entry by which a shop has paid.</summary>
    public const string Repaid = "debt.repaid";

    /// <summary>Kind of the entry by which the marketplace has lost it.</summary>
    public const string WrittenOff = "debt.written_off";

    /// <summary>Locks the shop's balance and reserve and the other side, in the order in which entries lock them.</summary>
    internal async Task<LockedDebt> LockAsync(
        NpgsqlTransaction transaction,
        SellerId seller,
        AccountKind otherSide,
        Currency currency,
        CancellationToken ct
    )
    {
        var shop = Of(seller, currency);
        var open = await accounts.HandleAsync(
            transaction.Connection!,
            transaction,
            [shop, Own(otherSide, currency)],
            ct
        );
        var balances = await OwnerBalances.LockAsync(
            transaction,
            tenant.Id,
            [AccountKind.SellerPayable, AccountKind.Reserve, otherSide],
            currency,
            [shop.Owner, AccountOwner.Tenant],
            ct
        );
        return new LockedDebt(
            open[shop],
            new Money(Math.Max(0, -MinorOf(AccountKind.SellerPayable)), currency),
            new Money(MinorOf(AccountKind.Reserve), currency)
        );

        long MinorOf(AccountKind kind) =>
            balances.FirstOrDefault(b => b.Kind == kind && b.Owner == shop.Owner.Key)?.Minor ?? 0;
    }

    internal Task<Result> RepayAsync(
        NpgsqlTransaction transaction,
        DebtRepayment repayment,
        CancellationToken ct
    ) =>
        BookAsync(
            transaction,
            repayment.Id.Value,
            Repaid,
            "debt_repayment",
            $"Paid by the shop to the bank: {repayment.BankReference}",
            [
                (Own(AccountKind.Bank, repayment.Currency), repayment.AmountMinor),
                (Of(repayment.SellerId, repayment.Currency), -repayment.AmountMinor),
            ],
            ct
        );

    internal Task<Result> WriteOffAsync(
        NpgsqlTransaction transaction,
        DebtWriteOff writeOff,
        CancellationToken ct
    ) =>
        BookAsync(
            transaction,
            writeOff.Id.Value,
            WrittenOff,
            "debt_write_off",
            writeOff.Reason,
            [
                (Own(AccountKind.Losses, writeOff.Currency), writeOff.AmountMinor),
                (Of(writeOff.SellerId, writeOff.Currency), -writeOff.AmountMinor),
            ],
            ct
        );

    private Task<Result> BookAsync(
        NpgsqlTransaction transaction,
        long id,
        string kind,
        string reference,
        string description,
        IReadOnlyList<(AccountKey Account, long Minor)> postings,
        CancellationToken ct
    ) =>
        books.BookAsync(
            transaction.Connection!,
            transaction,
            [
                new SettlementEntry(
                    tenant.Id,
                    string.Create(CultureInfo.InvariantCulture, $"{kind}-{id}"),
                    kind,
                    new(reference, id),
                    description,
                    postings
                ),
            ],
            ct
        );

    private AccountKey Of(SellerId seller, Currency currency) =>
        new(tenant.Id, AccountKind.SellerPayable, currency, AccountOwner.Seller(seller));

    private AccountKey Own(AccountKind kind, Currency currency) =>
        new(tenant.Id, kind, currency, AccountOwner.Tenant);
}
