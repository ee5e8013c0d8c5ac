using Portal.Core.Kernel;

namespace Portal.Core.Payments.Contracts;

/// <summary>How far a dispute is at its gateway.</summary>
public enum DisputeStage
{
    /// <summary>The bank asks, and may take the money later.</summary>
    Inquiry,

    /// <summary>The bank asked and left it at that.</summary>
    InquiryClosed,

    /// <summary>Evidence can be given.</summary>
    NeedsResponse,

    /// <summary>Evidence was given; the bank decides.</summary>
    UnderReview,

    Won,

    Lost,
}

/// <summary>What a gateway says of a dispute.</summary>
/// <param name="Reference">The gateway's number of it.</param>
/// <param name="Charges">The gateway's numbers of what was charged: one of them is our charge's.</param>
/// <param name="Amount">What is disputed; null where it is none that we can count.</param>
/// <param name="Reason">In the gateway's words.</param>
/// <param name="Stage">How far it is.</param>
/// <param name="EvidenceDueAt">From when on no evidence is taken; null when none is taken any more.</param>
/// <param name="IsTaken">Money left the marketplace's balance for it.</param>
/// <param name="Taken">How much, without the fee, in the balance's currency; null where it is none that we can count.</param>
/// <param name="IsReturned">Money came back into the balance.</param>
/// <param name="Returned">How much; null as above.</param>
/// <param name="Fee">What the gateway charged for it, in the balance's currency; null when it charged none.</param>
public sealed record DisputeTold(
    string Reference,
    IReadOnlyList<string> Charges,
    Money? Amount,
    string Reason,
    DisputeStage Stage,
    DateTimeOffset? EvidenceDueAt,
    bool IsTaken,
    Money? Taken,
    bool IsReturned,
    Money? Returned,
    Money? Fee
);

/// <summary>What came of asking: one of the three.</summary>
/// <param name="Told">What the gateway says.</param>
/// <param name="Doubt">For people: why nothing is known.</param>
/// <param name="IsUnknownThere">The gateway has no such dispute.</param>
public sealed record DisputeAnswer(
    DisputeTold? Told = null,
    string? Doubt = null,
    bool IsUnknownThere = false
);

/// <summary>Evidence to hand in. The same key is handed in once, however often it is sent.</summary>
/// <param name="Dispute">The gateway's number of it.</param>
/// <param name="Fields">Texts by the gateway's names of them.</param>
/// <param name="Refusals">How often it was refused before, for gateways that repeat a refusal to the same key.</param>
public sealed record EvidenceRequest(
    string Key,
    string Dispute,
    IReadOnlyDictionary<string, string> Fields,
    int Refusals = 0
);

/// <summary>What is known of evidence.</summary>
public enum EvidenceVerdict
{
    /// <summary>The bank has it.</summary>
    Sent,

    /// <summary>The gateway took none of it.</summary>
    Refused,

    /// <summary>No answer, or one that does not say.</summary>
    Unknown,

    /// <summary>Asked for, the gateway never saw it.</summary>
    NeverSeen,
}

/// <param name="Code">Why it was refused, for programs.</param>
/// <param name="Message">For people: why it was refused, or why it is unknown.</param>
public sealed record EvidenceAnswer(
    EvidenceVerdict Verdict,
    string? Code = null,
    string? Message = null
);

/// <summary>
/// Where buyers' banks dispute what a gateway took. Never called inside a database transaction. What the network does is a
/// doubt, and nothing is sent twice by itself. Registered only where it is configured.
/// </summary>
public interface IDisputeGateway
{
    /// <summary>How a dispute stands now.</summary>
    Task<DisputeAnswer> AskDisputeAsync(string reference, CancellationToken ct);

    /// <summary>All disputes that were opened since; refused when the gateway did not answer.</summary>
    Task<Result<IReadOnlyList<DisputeTold>>> ListDisputesAsync(
        DateTimeOffset since,
        CancellationToken ct
    );

    Task<EvidenceAnswer> SubmitEvidenceAsync(EvidenceRequest evidence, CancellationToken ct);

    /// <summary>What became of evidence sent earlier.</summary>
    Task<EvidenceAnswer> FindEvidenceAsync(EvidenceRequest evidence, CancellationToken ct);
}
