using Portal.Core.Settlement;

namespace Portal.Areas.Finance.Settlement;

/// <summary>The terms while somebody types.</summary>
public sealed class TermsDraft
{
    public int DeliveryDays { get; set; }

    public int DisputeDays { get; set; }

    public decimal TaxPercent { get; set; }

    internal static TermsDraft Of(SettlementTerms terms) =>
        new()
        {
            DeliveryDays = terms.DeliveryDays,
            DisputeDays = terms.DisputeDays,
            TaxPercent = terms.TaxBasisPoints / 100m,
        };

    internal SaveTermsCommand ToCommand() =>
        new(DeliveryDays, DisputeDays, (int)Math.Round(Math.Clamp(TaxPercent, -1, 101) * 100));
}
