using Portal.Core.Kernel;

namespace Portal.Core.Payments.Contracts;

/// <summary>What is known of a transfer.</summary>
public enum TransferVerdict
{
    /// <summary>The money is in the connected account.</summary>
    Sent,

    /// <summary>It was, and all of it was taken back.</summary>
    Reversed,

    /// <summary>Nothing was moved.</summary>
    Refused,

    /// <summary>No answer, or one that does not say: it may or may not have been moved.</summary>
    Unknown,

    /// <summary>Asked for, the gateway never saw it: nothing was moved.</summary>
    NeverSeen,
}

/// <summary>Money to move from the marketplace to a connected account. The same key is one transfer, however often it is sent.</summary>
/// <param name="Key">Of the transfer.</param>
/// <param name="Group">Transfers that belong together, by which they are listed.</param>
/// <param name="Account">The gateway's number of the connected account.</param>
/// <param name="Amount">Above zero.</param>
/// <param name="Refusals">How often it was refused before, for gateways that repeat a refusal to the same key.</param>
public readonly record struct TransferRequest(
    string Key,
    string Group,
    string Account,
    Money Amount,
    int Refusals = 0
);

/// <summary>What the gateway said of a transfer.</summary>
/// <param name="Verdict">What is known.</param>
/// <param name="Reference">The gateway's own number of the transfer.</param>
/// <param name="Code">Why it was refused, for programs.</param>
/// <param name="Message">For people: why it was refused, or why it is unknown.</param>
/// <param name="MayPass">A refusal that time or the marketplace may cure, such as a balance that is short.</param>
/// <param name="TakenBack">What of a sent one was taken back since, less than all; null when nothing was.</param>
public sealed record TransferAnswer(
    TransferVerdict Verdict,
    string? Reference = null,
    string? Code = null,
    string? Message = null,
    bool MayPass = true,
    Money? TakenBack = null
);

/// <summary>How a connected account stands at the gateway.</summary>
/// <param name="Id">Its number there.</param>
/// <param name="MayReceive">Transfers to it are taken.</param>
/// <param name="PaysOut">What it receives goes on to its owner's bank.</param>
/// <param name="Due">What its owner has still to tell the gateway, in the gateway's words.</param>
public sealed record ConnectedAccountState(
    string Id,
    bool MayReceive,
    bool PaysOut,
    IReadOnlyList<string> Due
);

/// <summary>
/// Where shops are paid out of what a gateway holds. Never called inside a database transaction. What the network does
/// is <see cref="TransferVerdict.Unknown"/>, and nothing is sent twice by itself. Registered only where it is configured.
/// </summary>
public interface ITransferGateway
{
    /// <summary>No answer takes longer; what takes longer is unknown.</summary>
    TimeSpan Timeout { get; }

    Task<TransferAnswer> TransferAsync(TransferRequest transfer, CancellationToken ct);

    /// <summary>What became of a transfer sent earlier.</summary>
    Task<TransferAnswer> FindTransferAsync(TransferRequest transfer, CancellationToken ct);

    /// <summary>Makes a connected account; the same key makes it once.</summary>
    Task<Result<ConnectedAccountState>> OpenAccountAsync(string key, CancellationToken ct);

    /// <summary>How an account stands now.</summary>
    Task<Result<ConnectedAccountState>> AskAccountAsync(string account, CancellationToken ct);

    /// <summary>Where its owner tells the gateway who they are, once and within minutes; they come back to the other address.</summary>
    Task<Result<Uri>> InviteAsync(string account, Uri back, CancellationToken ct);
}
