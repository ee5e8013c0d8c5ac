using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Payouts;

/// <summary>On which days a shop is due to be paid.</summary>
public enum PayoutSchedule
{
    /// <summary>Every day.</summary>
    Daily,

    /// <summary>From each Monday on.</summary>
    Weekly,

    /// <summary>From the first of each month on.</summary>
    Monthly,

    /// <summary>Only when finance pays shops that are not due.</summary>
    OnRequest,
}

/// <summary>Where and when a shop is paid in one currency, and what finance keeps back.</summary>
public sealed class PayoutAccount : ITenantOwned, IAudited
{
    public const int MaxHolderLength = 70;

    public required SellerId SellerId { get; init; }

    public required Currency Currency { get; init; }

    public TenantId TenantId { get; set; }

    public PayoutMethod Method { get; set; }

    /// <summary>As the bank knows them; the shop's name while it never had a bank account here.</summary>
    public required string HolderName { get; set; }

    /// <summary>Empty while it never had a bank account here; kept while Stripe pays it.</summary>
    [Secret]
    public required string Iban { get; set; }

    public PayoutSchedule Schedule { get; set; } = PayoutSchedule.Weekly;

    /// <summary>Less than this waits for the next time.</summary>
    public long MinimumMinor { get; set; }

    /// <summary>What is to be kept in the shop's reserve against refunds to come; the books say what is.</summary>
    public long ReserveMinor { get; set; }

    /// <summary>Why nothing is paid for now; null while it is.</summary>
    public string? PausedReason { get; private set; }

    /// <summary>The pause is because a payout that went there came back.</summary>
    public bool IsPausedByReturn { get; private set; }

    /// <summary>When method, holder or number changed last.</summary>
    public required DateTimeOffset BankChangedAt { get; set; }

    /// <summary>Who did, and so cannot approve a run that pays there; none for the demo.</summary>
    public PersonId? BankChangedBy { get; set; }

    /// <summary>Ends the pause that a payout returned from where it went before caused, and no other.</summary>
    internal void ChangeBank(
        PayoutMethod method,
        string holder,
        string iban,
        PersonId? by,
        DateTimeOffset now
    )
    {
        (Method, HolderName, Iban, BankChangedBy, BankChangedAt) = (method, holder, iban, by, now);
        if (IsPausedByReturn)
        {
            (PausedReason, IsPausedByReturn) = (null, false);
        }
    }

    /// <summary>Keeps the reason of a pause there is.</summary>
    internal void PauseAfterReturn(string reason)
    {
        if (PausedReason is null)
        {
            (PausedReason, IsPausedByReturn) = (
                Method is PayoutMethod.Stripe
                    ? $"Returned by Stripe: {reason}"
                    : $"Returned by the bank: {reason}",
                true
            );
        }
    }

    /// <summary>A reason that stands already stays what it is, also the one of a return.</summary>
    /// <param name="reason">Null to pay again.</param>
    internal void Pause(string? reason)
    {
        if (reason != PausedReason)
        {
            (PausedReason, IsPausedByReturn) = (reason, false);
        }
    }
}
