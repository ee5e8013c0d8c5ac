using Portal.Core.Events.Contracts;

namespace Portal.Core.Orders;

/// <summary>
/// Kinds of events about an order. The workflow and imports write them set-based, so the payloads
/// are made in SQL; their properties are listed here.
/// </summary>
public static class OrderEvents
{
    public const string SubjectKind = "order";

    /// <summary>reference, currency, total_minor, import_id.</summary>
    public const string Placed = "order.placed";

    /// <summary>attempt, lines.</summary>
    public const string Reserved = "order.reserved";

    /// <summary>attempt, key, gateway_reference, milliseconds.</summary>
    public const string PaymentCaptured = "order.payment_captured";

    /// <summary>attempt, key, decline_code, message, milliseconds.</summary>
    public const string PaymentDeclined = "order.payment_declined";

    /// <summary>attempt, key, gateway_reference, message. The buyer has to pay at the gateway's address.</summary>
    public const string PaymentWaiting = "order.payment_waiting";

    /// <summary>attempt, key, message.</summary>
    public const string PaymentUnknown = "order.payment_unknown";

    /// <summary>currency, total_minor, customer_id, placed_at, ended_at, is_history.</summary>
    public const string Completed = "order.completed";

    /// <summary>attempt, detail. Its end could not be written; it is tried again.</summary>
    public const string EndRefused = "order.end_refused";

    /// <summary>code, detail, currency, total_minor, customer_id, placed_at, ended_at.</summary>
    public const string Failed = "order.failed";

    /// <summary>attempt. The payment it waits for is being closed; it is cancelled then, unless it was paid.</summary>
    public const string CalledOff = "order.called_off";

    /// <summary>Paid on delivery. Payload: amount_minor, currency, reason.</summary>
    public const string CashReceived = "order.cash_received";

    /// <summary>Not taken, or not paid, on delivery. Payload: amount_minor, currency, reason.</summary>
    public const string CashRefused = "order.cash_refused";

    /// <summary>currency, total_minor, customer_id, placed_at. Before anybody paid.</summary>
    public const string Cancelled = "order.cancelled";

    /// <summary>previous_ended_at, currency, total_minor, customer_id, placed_at.</summary>
    public const string Retried = "order.retried";

    /// <summary>
    /// refund_id, amount_minor, currency, issued_at; when somebody decided it here also borne_by, reason, and lines of
    /// line and minor.
    /// </summary>
    public const string Refunded = "order.refunded";

    public static EventSubject Subject(long orderId) => new(SubjectKind, orderId);
}
