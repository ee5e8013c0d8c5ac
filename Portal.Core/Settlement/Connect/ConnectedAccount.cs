using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Connect;

/// <summary>A shop's account at Stripe. The marketplace made it, so no other shop has it.</summary>
public sealed class ConnectedAccount : ITenantOwned, IAudited
{
    public const int MaxIdLength = 60;
    public const int MaxDueLength = 1_000;

    public required SellerId SellerId { get; init; }

    public TenantId TenantId { get; set; }

    /// <summary>E.g. <c>acct_1Nv0FGQ9RKHgCVdK</c>.</summary>
    public required string AccountId { get; init; }

    /// <summary>Transfers to it are taken.</summary>
    public bool MayReceive { get; private set; }

    /// <summary>What it receives goes on to the shop's bank.</summary>
    public bool PaysOut { get; private set; }

    /// <summary>What the shop has still to tell Stripe, in Stripe's words, by commas; none when nothing is due.</summary>
    public string? Due { get; private set; }

    /// <summary>When Stripe said so.</summary>
    public DateTimeOffset AskedAt { get; private set; }

    /// <summary>When the newest message of Stripe came that was followed.</summary>
    public DateTimeOffset? HeardAt { get; private set; }

    /// <summary>Who was let in there last to name the bank account behind it, and so cannot approve a run that pays there.</summary>
    public PersonId? InvitedBy { get; private set; }

    internal void Invite(PersonId? by) => InvitedBy = by;

    internal void Hear(DateTimeOffset at) => HeardAt = at;

    internal void Note(ConnectedAccountState told, DateTimeOffset now)
    {
        var due = string.Join(", ", told.Due);
        (MayReceive, PaysOut, AskedAt) = (told.MayReceive, told.PaysOut, now);
        Due =
            due.Length == 0 ? null
            : due.Length > MaxDueLength ? due[..MaxDueLength]
            : due;
    }
}
