using Portal.Core.Kernel;
using Portal.Core.Orders.Contracts;

namespace Portal.Areas.Finance.Chargebacks;

/// <summary>What the dialog that records a chargeback asks for.</summary>
/// <param name="DueOn">The last day on which evidence is taken.</param>
public sealed record ChargebackDraft(
    OrderId Order,
    Money Amount,
    Money Fee,
    string Reference,
    string ReasonCode,
    DateOnly DueOn
);

/// <summary>How a lost chargeback is written down.</summary>
public sealed record LostDraft(bool IsBorneByMarketplace, string? Note);
