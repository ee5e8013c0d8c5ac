using Portal.Core.Settlement.Connect;
using Portal.Core.Settlement.Payouts;
using Portal.Kit;

namespace Portal.Areas.Finance.Payouts;

/// <summary>How payouts are told to people.</summary>
internal static class PayoutWords
{
    public static Tone ToneOf(PayoutRunStatus status) =>
        status switch
        {
            PayoutRunStatus.Submitted => Tone.Warn,
            PayoutRunStatus.Approved => Tone.Good,
            PayoutRunStatus.Cancelled => Tone.Plain,
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "No such status."),
        };

    public static string Of(PayoutRunStatus status) =>
        status is PayoutRunStatus.Submitted ? "Waits for approval" : EnumWords.ToLabel(status);

    public static Tone ToneOf(PayoutStatus status) =>
        status switch
        {
            PayoutStatus.Submitted => Tone.Warn,
            PayoutStatus.Sent => Tone.Info,
            PayoutStatus.Paid => Tone.Good,
            PayoutStatus.Returned => Tone.Bad,
            PayoutStatus.Cancelled => Tone.Plain,
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "No such status."),
        };

    public static string Of(PayoutStatus status) =>
        status switch
        {
            PayoutStatus.Submitted => "Waits for approval",
            PayoutStatus.Sent => "On its way",
            _ => EnumWords.ToLabel(status),
        };

    public static string Of(PayoutMethod method) =>
        method is PayoutMethod.Stripe ? "Stripe" : "Bank";

    /// <summary>One through Stripe says how it stands there.</summary>
    public static string Of(PayoutRow row) =>
        row switch
        {
            { Payout.Status: PayoutStatus.Sent, Transfer: { } transfer }
                when WaitsForPerson(transfer) => "Needs a person",
            { Payout.Status: PayoutStatus.Sent, Transfer: { } transfer } => Of(transfer.Status),
            { Payout.Status: PayoutStatus.Paid, Transfer.IsPartlyReversed: true } =>
                "Partly taken back",
            _ => Of(row.Payout.Status),
        };

    public static Tone ToneOf(PayoutRow row) =>
        row switch
        {
            { Payout.Status: PayoutStatus.Sent, Transfer: { } transfer }
                when WaitsForPerson(transfer) => Tone.Bad,
            { Payout.Status: PayoutStatus.Sent, Transfer.IsRetryable: true } => Tone.Warn,
            { Payout.Status: PayoutStatus.Paid, Transfer.IsPartlyReversed: true } => Tone.Warn,
            _ => ToneOf(row.Payout.Status),
        };

    /// <summary>Refused so often that it is not sent again by itself.</summary>
    private static bool WaitsForPerson(PayoutTransfer transfer) =>
        transfer is { Status: TransferStatus.Failed, DueAt: null };

    public static string Of(TransferStatus status) =>
        status switch
        {
            TransferStatus.Waiting => "Waits to be sent",
            TransferStatus.Sending => "Being sent",
            TransferStatus.Sent => "Paid",
            TransferStatus.Failed => "Refused for now",
            TransferStatus.Unknown => "Not known yet",
            TransferStatus.Refused => "Refused",
            TransferStatus.Reversed => "Taken back",
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "No such status."),
        };

    /// <summary>Why one waits at Stripe, as a sentence; what Stripe said comes after it.</summary>
    public static string WhyOf(PayoutTransfer transfer) =>
        transfer switch
        {
            { Status: TransferStatus.Unknown, UnknownSince: { } since } =>
                $"Since {since:d MMM HH:mm} UTC it is not known whether Stripe has paid it; it is asked about until Stripe says.",
            _ when WaitsForPerson(transfer) =>
                "Stripe refused it too often, and it is not sent again by itself.",
            { Status: TransferStatus.Failed } => "Stripe refused it for now; it is sent again.",
            _ => Of(transfer.Status),
        };

    public static string Of(PayoutSchedule schedule) =>
        schedule switch
        {
            PayoutSchedule.Daily => "Every day",
            PayoutSchedule.Weekly => "Every Monday",
            PayoutSchedule.Monthly => "On the first of the month",
            PayoutSchedule.OnRequest => "On request",
            _ => throw new ArgumentOutOfRangeException(
                nameof(schedule),
                schedule,
                "No such schedule."
            ),
        };

    /// <summary>Why a shop is not paid, as a sentence.</summary>
    public static string WhyNot(PayoutCandidate shop) =>
        shop.Skip switch
        {
            PayoutSkip.Owes => "Owes the marketplace; its next sales go against it",
            PayoutSkip.InAnotherRun => "All it has waits in another run",
            PayoutSkip.NoBankAccount => "Has not said where its money goes",
            PayoutSkip.StripeNotReady => "Its account at Stripe may not receive transfers yet",
            PayoutSkip.Paused => $"Paused: {shop.Account?.PausedReason}",
            PayoutSkip.NotDue when shop.DueOn is { } day => $"Due on {day:d MMM}",
            PayoutSkip.NotDue => "Paid on request",
            PayoutSkip.BelowMinimum => "Below its minimum, or all of it goes into the reserve",
            _ => "",
        };
}
