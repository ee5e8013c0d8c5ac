using System.Text.Json;
using Portal.Core.Events.Contracts;

namespace Portal.Core.Chargebacks;

/// <summary>Something that became of a chargeback, told of its order.</summary>
public abstract record ChargebackEvent(
    long Order,
    long Chargeback,
    string Reference,
    long AmountMinor,
    string Currency
) : PortalEvent
{
    public override EventSubject Subject => new("order", Order);
}

public sealed record ChargebackOpened(
    long Order,
    long Chargeback,
    string Reference,
    long AmountMinor,
    string Currency,
    string Reason
) : ChargebackEvent(Order, Chargeback, Reference, AmountMinor, Currency)
{
    public const string Name = "order.chargeback_opened";

    public override string Kind => Name;

    internal static ChargebackOpened Of(Chargeback about) =>
        new(
            about.OrderId.Value,
            about.Id.Value,
            about.Reference,
            about.AmountMinor,
            about.Currency.Code,
            about.ReasonCode
        );
}

public sealed record ChargebackEvidenceSubmitted(
    long Order,
    long Chargeback,
    string Reference,
    long AmountMinor,
    string Currency,
    string Sha256
) : ChargebackEvent(Order, Chargeback, Reference, AmountMinor, Currency)
{
    public const string Name = "order.chargeback_evidence_submitted";

    public override string Kind => Name;

    internal static ChargebackEvidenceSubmitted Of(Chargeback about, string sha256) =>
        new(
            about.OrderId.Value,
            about.Id.Value,
            about.Reference,
            about.AmountMinor,
            about.Currency.Code,
            sha256
        );
}

/// <summary>A gateway's dispute is what a person had recorded already.</summary>
public sealed record ChargebackLinked(
    long Order,
    long Chargeback,
    string Reference,
    long AmountMinor,
    string Currency,
    string Dispute
) : ChargebackEvent(Order, Chargeback, Reference, AmountMinor, Currency)
{
    public const string Name = "order.chargeback_linked";

    public override string Kind => Name;

    internal static ChargebackLinked Of(Chargeback about, string dispute) =>
        new(
            about.OrderId.Value,
            about.Id.Value,
            about.Reference,
            about.AmountMinor,
            about.Currency.Code,
            dispute
        );
}

/// <summary>What became of evidence on its way to the gateway.</summary>
/// <param name="State"><c>sent</c>, <c>refused</c>, <c>unknown</c>, or <c>waiting</c> when a person has it sent again.</param>
public sealed record ChargebackEvidenceMoved(
    long Order,
    long Chargeback,
    string Reference,
    long AmountMinor,
    string Currency,
    string State,
    string? Why
) : ChargebackEvent(Order, Chargeback, Reference, AmountMinor, Currency)
{
    public const string Name = "order.chargeback_evidence_moved";

    public override string Kind => Name;

    internal static ChargebackEvidenceMoved Of(Chargeback about, string state, string? why) =>
        new(
            about.OrderId.Value,
            about.Id.Value,
            about.Reference,
            about.AmountMinor,
            about.Currency.Code,
            state,
            why
        );
}

public sealed record ChargebackWon(
    long Order,
    long Chargeback,
    string Reference,
    long AmountMinor,
    string Currency
) : ChargebackEvent(Order, Chargeback, Reference, AmountMinor, Currency)
{
    public const string Name = "order.chargeback_won";

    public override string Kind => Name;

    internal static ChargebackWon Of(Chargeback about) =>
        new(
            about.OrderId.Value,
            about.Id.Value,
            about.Reference,
            about.AmountMinor,
            about.Currency.Code
        );
}

public sealed record ChargebackLost(
    long Order,
    long Chargeback,
    string Reference,
    long AmountMinor,
    string Currency,
    long RefundId,
    string BorneBy
) : ChargebackEvent(Order, Chargeback, Reference, AmountMinor, Currency)
{
    public const string Name = "order.chargeback_lost";

    public override string Kind => Name;

    internal static ChargebackLost Of(Chargeback about, bool isBorneByMarketplace) =>
        new(
            about.OrderId.Value,
            about.Id.Value,
            about.Reference,
            about.AmountMinor,
            about.Currency.Code,
            about.RefundId!.Value.Value,
            isBorneByMarketplace ? "marketplace" : "seller"
        );
}

public static class ChargebackEvents
{
    /// <summary>Whether an event of an order is about this chargeback.</summary>
    internal static bool IsAbout(TimelineEvent happened, ChargebackId chargeback)
    {
        if (
            happened.Kind
            is not (
                ChargebackOpened.Name
                or ChargebackEvidenceSubmitted.Name
                or ChargebackEvidenceMoved.Name
                or ChargebackLinked.Name
                or ChargebackWon.Name
                or ChargebackLost.Name
            )
        )
        {
            return false;
        }

        using var payload = JsonDocument.Parse(happened.Payload);
        return payload.RootElement.GetProperty("chargeback").GetInt64() == chargeback.Value;
    }
}
