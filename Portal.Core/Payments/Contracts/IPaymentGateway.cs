using Portal.Core.Kernel;

namespace Portal.Core.Payments.Contracts;

/// <summary>What is known of a charge.</summary>
public enum GatewayVerdict
{
    /// <summary>The money is ours.</summary>
    Captured,

    /// <summary>Refused; nothing was charged.</summary>
    Declined,

    /// <summary>No answer, or one that does not say: it may or may not have been charged.</summary>
    Unknown,

    /// <summary>Asked by key, the gateway never saw it: nothing was charged.</summary>
    NeverSeen,
}

/// <summary>A charge to make. The same key is one charge, however often it is sent.</summary>
public readonly record struct ChargeRequest(string Key, Money Amount);

/// <summary>What the gateway said.</summary>
/// <param name="Verdict">What is known.</param>
/// <param name="Reference">The gateway's own number of the charge.</param>
/// <param name="DeclineCode">Why it was declined, for programs.</param>
/// <param name="Message">For people: why it was declined, or why it is unknown.</param>
public sealed record GatewayAnswer(
    GatewayVerdict Verdict,
    string? Reference = null,
    string? DeclineCode = null,
    string? Message = null
);

/// <summary>
/// Where money is charged. Never called inside a database transaction. Implementations answer
/// <see cref="GatewayVerdict.Unknown"/> for whatever the network does to them and never send twice
/// by themselves.
/// </summary>
public interface IPaymentGateway
{
    /// <summary>Stored with each attempt.</summary>
    string Name { get; }

    /// <summary>No answer takes longer; what takes longer is unknown.</summary>
    TimeSpan Timeout { get; }

    Task<GatewayAnswer> ChargeAsync(ChargeRequest charge, CancellationToken ct);

    /// <summary>What became of a charge sent earlier.</summary>
    Task<GatewayAnswer> FindAsync(string key, CancellationToken ct);
}
