using Portal.Core.Settlement.Debts;

namespace Portal.Api;

/// <param name="Owed">0 when the shop owes nothing now.</param>
/// <param name="Since">From when on it has owed without a break; null when it owes nothing.</param>
/// <param name="Days">Business days since then.</param>
/// <param name="FirstEntryId">The entry of the ledger that began it.</param>
/// <param name="Waiting">What of it waits to be written off; null for nothing.</param>
internal sealed record DebtShape(
    long SellerId,
    string SellerName,
    string Currency,
    decimal Owed,
    DateTimeOffset? Since,
    int? Days,
    DebtAge? Age,
    long? FirstEntryId,
    string? Because,
    decimal? Waiting
)
{
    public static DebtShape Of(DebtRow row) =>
        new(
            row.Seller.Value,
            row.SellerName,
            row.Owed.Currency.Code,
            row.Owed.Major,
            row.Since,
            row.Days,
            row.Age,
            row.FirstEntry.Value,
            row.FirstDescription,
            row.Waiting?.Major
        );

    public static DebtShape Of(DebtDetail detail) =>
        detail.Debt is { } debt
            ? Of(debt)
            : new(
                detail.Seller.Value,
                detail.SellerName,
                detail.Currency.Code,
                0,
                null,
                null,
                null,
                null,
                null,
                null
            );
}

internal sealed record DebtDetailShape(
    DebtShape Debt,
    IReadOnlyList<RepaymentShape> Repayments,
    IReadOnlyList<WriteOffShape> WriteOffs
)
{
    public static DebtDetailShape Of(DebtDetail detail) =>
        new(
            DebtShape.Of(detail),
            [.. detail.Repayments.Select(RepaymentShape.Of)],
            [.. detail.WriteOffs.Select(WriteOffShape.Of)]
        );
}

internal sealed record RepaymentShape(
    long RepaymentId,
    long SellerId,
    string Currency,
    decimal Amount,
    string BankReference,
    DateOnly PaidOn,
    string RecordedBy,
    DateTimeOffset RecordedAt
)
{
    public static RepaymentShape Of(DebtRepayment repayment) =>
        new(
            repayment.Id.Value,
            repayment.SellerId.Value,
            repayment.Currency.Code,
            repayment.Amount.Major,
            repayment.BankReference,
            repayment.PaidOn,
            repayment.RecordedBy,
            repayment.RecordedAt
        );
}

/// <param name="DecidedBy">Who approved or refused it; null while it waits.</param>
internal sealed record WriteOffShape(
    long WriteOffId,
    long SellerId,
    string Currency,
    decimal Amount,
    string Reason,
    DebtWriteOffStatus Status,
    string RequestedBy,
    DateTimeOffset RequestedAt,
    string? DecidedBy,
    DateTimeOffset? DecidedAt,
    string? RefusedReason
)
{
    public static WriteOffShape Of(DebtWriteOffRow row) =>
        new(
            row.WriteOff.Id.Value,
            row.WriteOff.SellerId.Value,
            row.WriteOff.Currency.Code,
            row.WriteOff.Amount.Major,
            row.WriteOff.Reason,
            row.WriteOff.Status,
            row.WriteOff.RequestedByName,
            row.WriteOff.RequestedAt,
            row.WriteOff.DecidedByName,
            row.WriteOff.DecidedAt,
            row.WriteOff.RefusedReason
        );
}
