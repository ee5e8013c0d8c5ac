using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Chargebacks.Disputes;

public enum EvidenceStatus
{
    /// <summary>Submitted here; the next round sends it.</summary>
    Waiting,

    /// <summary>A worker is sending it; when its lease ends another asks what became of it.</summary>
    Sending,

    /// <summary>The bank has it.</summary>
    Sent,

    /// <summary>The gateway took none of it; a person may have it sent again.</summary>
    Refused,

    /// <summary>The gateway may have it. It is asked about until it says.</summary>
    Unknown,
}

/// <summary>Evidence on its way to the gateway that tells of the dispute. Moved by <c>EvidenceSendingSql</c>.</summary>
public sealed class EvidenceSending : ITenantOwned
{
    public required ChargebackId ChargebackId { get; init; }

    public TenantId TenantId { get; set; }

    /// <summary>The gateway's number of the dispute.</summary>
    public required string Dispute { get; init; }

    /// <summary>What is sent, as JSON: texts by the gateway's names of them. It never changes, however often it is sent.</summary>
    public required string Fields { get; init; }

    public EvidenceStatus Status { get; private set; }

    /// <summary>How often the gateway was asked. Also the fencing token of whoever asks.</summary>
    public int Attempts { get; private set; }

    public int Refusals { get; private set; }

    /// <summary>By the database's clock: when it is seen to next; none when it was sent or waits for a person.</summary>
    public required DateTimeOffset? DueAt { get; init; }

    public string? FailureCode { get; private set; }

    /// <summary>Why it was refused or is unknown, for people.</summary>
    public string? Message { get; private set; }

    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>Our key of it at the gateway. It names the tenant, so that whoever hears of it knows whose it is.</summary>
    internal static string KeyOf(TenantId tenant, ChargebackId chargeback) =>
        FormattableString.Invariant($"evidence-{tenant.Value}-{chargeback.Value}");
}
