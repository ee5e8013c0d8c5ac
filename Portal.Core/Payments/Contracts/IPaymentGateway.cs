using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Payments.Contracts;

/// <summary>What is known of a charge.</summary>
public enum GatewayVerdict
{
    /// <summary>The money is ours.</summary>
    Captured,

    /// <summary>Refused; nothing was charged.</summary>
    Declined,

    /// <summary>Begun; the buyer has to do their part elsewhere. Nothing was charged yet, but it still may be.</summary>
    Waiting,

    /// <summary>No answer, or one that does not say: it may or may not have been charged.</summary>
    Unknown,

    /// <summary>Asked by key, the gateway never saw it: nothing was charged.</summary>
    NeverSeen,
}

/// <summary>A charge to make, or made. The same key is one charge, however often it is sent.</summary>
/// <param name="Tenant">Whose order it is.</param>
/// <param name="OrderId">What is paid for; 0 for a top-up of a wallet.</param>
/// <param name="Key">Of the charge.</param>
/// <param name="Amount">Above zero.</param>
/// <param name="Reference">The gateway's own number of the charge, if it ever told one.</param>
/// <param name="Age">Since the attempt was written down, by the database's clock.</param>
public readonly record struct ChargeRequest(
    TenantId Tenant,
    long OrderId,
    string Key,
    Money Amount,
    string? Reference,
    TimeSpan Age
);

/// <summary>What the gateway said.</summary>
/// <param name="Verdict">What is known.</param>
/// <param name="Reference">The gateway's own number of the charge.</param>
/// <param name="DeclineCode">Why it was declined, for programs.</param>
/// <param name="Message">For people: why it was declined, or why it is unknown.</param>
/// <param name="PaymentUrl">Where the buyer pays, while it waits for them.</param>
/// <param name="AskAgainAfter">How long a charge that waits need not be asked about; null for the usual time.</param>
public sealed record GatewayAnswer(
    GatewayVerdict Verdict,
    string? Reference = null,
    string? DeclineCode = null,
    string? Message = null,
    string? PaymentUrl = null,
    TimeSpan? AskAgainAfter = null
);

/// <summary>What is known of a refund.</summary>
public enum RefundVerdict
{
    /// <summary>The buyer has the money, or it is on its way and nobody stops it.</summary>
    Sent,

    /// <summary>Nothing was given back.</summary>
    Refused,

    /// <summary>No answer, or one that does not say: it may or may not have been given back.</summary>
    Unknown,

    /// <summary>Asked by key, the gateway never saw it: nothing was given back.</summary>
    NeverSeen,
}

/// <summary>Money of a charge to give back. The same key is one refund, however often it is sent.</summary>
/// <param name="Tenant">Whose order it is.</param>
/// <param name="OrderId">What was paid for.</param>
/// <param name="Key">Of the refund.</param>
/// <param name="ChargeKey">Of the charge it is taken from.</param>
/// <param name="ChargeReference">The gateway's own number of that charge.</param>
/// <param name="Amount">Above zero, at most what is left of the charge.</param>
/// <param name="Refusals">How often it was refused before, for gateways that repeat a refusal to the same key.</param>
public readonly record struct RefundRequest(
    TenantId Tenant,
    long OrderId,
    string Key,
    string ChargeKey,
    string? ChargeReference,
    Money Amount,
    int Refusals = 0
);

/// <summary>What the gateway said of a refund.</summary>
/// <param name="Verdict">What is known.</param>
/// <param name="Reference">The gateway's own number of the refund.</param>
/// <param name="Code">Why it was refused, for programs.</param>
/// <param name="Message">For people: why it was refused, or why it is unknown.</param>
/// <param name="MayPass">A refusal that time may cure, such as an account that is short.</param>
/// <param name="Text">The answer as it came, if any did.</param>
public sealed record RefundAnswer(
    RefundVerdict Verdict,
    string? Reference = null,
    string? Code = null,
    string? Message = null,
    bool MayPass = true,
    string? Text = null
);

/// <summary>
/// Where money is charged and given back. Never called inside a database transaction. Implementations answer
/// <see cref="GatewayVerdict.Unknown"/> for whatever the network does to them and never send twice
/// by themselves. One is a singleton, registered under its name as key; <see cref="PaymentGateways"/>
/// finds it.
/// </summary>
public interface IPaymentGateway
{
    /// <summary>Stored with each attempt and refund, and named by ways to pay.</summary>
    string Name { get; }

    /// <summary>No answer takes longer; what takes longer is unknown.</summary>
    TimeSpan Timeout { get; }

    /// <summary>It only rehearses: what it captures must never be taken for money.</summary>
    bool IsRehearsal => SimulatedGateways.Has(Name);

    Task<GatewayAnswer> ChargeAsync(ChargeRequest charge, CancellationToken ct);

    /// <summary>What became of a charge sent earlier.</summary>
    Task<GatewayAnswer> FindAsync(ChargeRequest charge, CancellationToken ct);

    /// <summary>
    /// Sees to it that a charge that waits for its buyer can no longer be paid, and answers how it ended: declined only when
    /// the gateway calls it closed, captured when the buyer was quicker. Where nobody waits, the same as asking.
    /// </summary>
    Task<GatewayAnswer> CloseAsync(ChargeRequest charge, CancellationToken ct) =>
        FindAsync(charge, ct);

    Task<RefundAnswer> RefundAsync(RefundRequest refund, CancellationToken ct);

    /// <summary>What became of a refund sent earlier.</summary>
    Task<RefundAnswer> FindRefundAsync(RefundRequest refund, CancellationToken ct);
}
