namespace Portal.Core.Payments.Contracts;

/// <summary>Kinds of events about a refund on its way, told of its order. Payloads are made in SQL; their properties are listed here.</summary>
public static class RefundEvents
{
    /// <summary>refund_id, key, attempt, amount_minor, currency, gateway_reference.</summary>
    public const string Sent = "order.refund_sent";

    /// <summary>refund_id, amount_minor, currency. It is in the buyer's wallet; no gateway was asked.</summary>
    public const string ToWallet = "order.refund_to_wallet";

    /// <summary>refund_id, key, attempt, amount_minor, currency, code, message.</summary>
    public const string Failed = "order.refund_failed";

    /// <summary>The same as failed: it was sent, and came back.</summary>
    public const string Returned = "order.refund_returned";

    /// <summary>The same as failed; once for as long as it stays unknown.</summary>
    public const string Unknown = "order.refund_unknown";

    /// <summary>refund_id, amount_minor, currency, bank_reference, paid_on. Somebody paid it out from the bank.</summary>
    public const string PaidByHand = "order.refund_paid_by_hand";

    /// <summary>refund_id. Somebody had it sent again without waiting.</summary>
    public const string Retried = "order.refund_retried";
}
