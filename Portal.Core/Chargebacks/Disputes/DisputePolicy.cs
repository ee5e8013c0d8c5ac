using Portal.Core.Kernel;
using Portal.Core.Payments.Contracts;

namespace Portal.Core.Chargebacks.Disputes;

/// <summary>What to do about what a gateway says.</summary>
public enum DisputeStep
{
    /// <summary>Nothing moved; it is asked about later again.</summary>
    NoteInquiry,

    /// <summary>The money is gone: a chargeback is to stand for it.</summary>
    Open,

    /// <summary>Its chargeback is as it should be; it is asked about later again.</summary>
    Follow,

    Win,

    Lose,

    /// <summary>Decided here and there, or nothing ever moved.</summary>
    End,

    /// <summary>Not to be booked by a machine.</summary>
    AskPerson,
}

/// <param name="Why">For a person; only where one is asked.</param>
public sealed record DisputeMove(DisputeStep Step, string? Why = null);

/// <summary>
/// What a gateway says of a dispute, beside the chargeback that stands for it. Money decides: nothing is booked that did not
/// move, whatever the dispute is called.
/// </summary>
public static class DisputePolicy
{
    /// <summary>What is open is asked about so often without being told, for messages that were lost.</summary>
    public static readonly TimeSpan Patrol = TimeSpan.FromHours(6);

    private static readonly TimeSpan FirstDoubt = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestDoubt = TimeSpan.FromMinutes(15);

    /// <param name="told">What the gateway says.</param>
    /// <param name="status">State of the chargeback that stands for it; null while none does.</param>
    public static DisputeMove Next(DisputeTold told, ChargebackStatus? status)
    {
        ArgumentNullException.ThrowIfNull(told);
        return status switch
        {
            null => told.IsTaken ? First(told) : Unmoved(told.Stage),
            ChargebackStatus.Won => told switch
            {
                { Stage: DisputeStage.Lost } or { Stage: DisputeStage.Won, IsReturned: false } =>
                    Ask("It is written down as won, but the gateway has not given the money back."),
                { Stage: DisputeStage.Won } => new(DisputeStep.End),
                _ => new(DisputeStep.Follow),
            },
            ChargebackStatus.Lost => told.Stage switch
            {
                DisputeStage.Lost when !told.IsReturned => new(DisputeStep.End),
                _ when told.IsReturned => Ask(
                    "It is written down as lost, but the gateway gave money back."
                ),
                _ => new(DisputeStep.Follow),
            },
            _ => Decided(told),
        };
    }

    /// <summary>How long until a gateway that did not say is asked again.</summary>
    /// <param name="doubts">How often in a row it did not say, this time included.</param>
    public static TimeSpan WaitAfterDoubt(int doubts) =>
        BackOff.Doubled(FirstDoubt, doubts, LongestDoubt);

    private static DisputeMove Unmoved(DisputeStage stage) =>
        new(
            stage is DisputeStage.Won or DisputeStage.Lost or DisputeStage.InquiryClosed
                ? DisputeStep.End
                : DisputeStep.NoteInquiry
        );

    private static DisputeMove First(DisputeTold told) =>
        told.Amount is not { Minor: > 0 } amount ? Ask(DisputeErrors.NotCountable.Message)
        // A balance in another currency than the charge's says nothing about the amount.
        : told.Taken is { } taken && taken.Currency == amount.Currency && taken != amount
            ? Ask($"{taken} was taken for a dispute over {amount}.")
        : new DisputeMove(DisputeStep.Open);

    private static DisputeMove Decided(DisputeTold told) =>
        told switch
        {
            { Stage: DisputeStage.Won or DisputeStage.InquiryClosed, IsReturned: true } => IsWhole(
                told
            )
                ? new(DisputeStep.Win)
                : Ask($"{told.Returned} came back of {told.Taken}."),
            { Stage: DisputeStage.Lost, IsReturned: false } => new(DisputeStep.Lose),
            { Stage: DisputeStage.Lost } => Ask(
                "The gateway says it is lost, but gave money back."
            ),
            // Won, and the money is still on its way; or not decided.
            _ => new(DisputeStep.Follow),
        };

    private static bool IsWhole(DisputeTold told) =>
        told is { Taken: { } taken, Returned: { } returned }
        && (taken.Currency != returned.Currency || taken == returned);

    private static DisputeMove Ask(string why) => new(DisputeStep.AskPerson, why);
}
