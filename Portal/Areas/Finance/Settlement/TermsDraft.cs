using Portal.Core.Kernel;
using Portal.Core.Settlement;

namespace Portal.Areas.Finance.Settlement;

/// <summary>The terms while somebody types.</summary>
public sealed class TermsDraft
{
    public int DeliveryDays { get; set; }

    public int DisputeDays { get; set; }

    public decimal TaxPercent { get; set; }

    /// <summary>In the tenant's own currency while somebody types; empty is any amount.</summary>
    public decimal? ApprovalLimit { get; set; }

    public string PayerName { get; set; } = "";

    public string PayerIban { get; set; } = "";

    internal static TermsDraft Of(SettlementTerms terms, Currency currency) =>
        new()
        {
            DeliveryDays = terms.DeliveryDays,
            DisputeDays = terms.DisputeDays,
            TaxPercent = terms.TaxBasisPoints / 100m,
            ApprovalLimit = terms.ApprovalLimitMinor is { } limit
                ? new Money(limit, currency).Major
                : null,
            PayerName = terms.PayerName ?? "",
            PayerIban = terms.PayerIban ?? "",
        };

    internal SaveTermsCommand ToCommand(Currency currency) =>
        new(
            DeliveryDays,
            DisputeDays,
            (int)Math.Round(Math.Clamp(TaxPercent, -1, 101) * 100),
            ApprovalLimit is { } limit
                ? Money.FromMajor(Math.Clamp(limit, 0, 1_000_000_000_000), currency).Minor
                : null,
            PayerName,
            PayerIban
        );
}
