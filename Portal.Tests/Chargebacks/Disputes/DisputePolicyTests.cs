using Portal.Core.Chargebacks;
using Portal.Core.Chargebacks.Disputes;
using Portal.Core.Kernel;
using Portal.Core.Payments.Contracts;

namespace Portal.Tests.Chargebacks.Disputes;

/// <summary>What a gateway says, beside what stands here.</summary>
[Trait("speed", "quick")]
public sealed class DisputePolicyTests
{
    private static readonly Currency Pounds = Currency.Of("GBP");

    [Theory]
    // Nothing moved: nothing is booked, whatever it is called.
    [InlineData(DisputeStage.Inquiry, 0, 0, null, DisputeStep.NoteInquiry)]
    [InlineData(DisputeStage.NeedsResponse, 0, 0, null, DisputeStep.NoteInquiry)]
    [InlineData(DisputeStage.InquiryClosed, 0, 0, null, DisputeStep.End)]
    [InlineData(DisputeStage.Won, 0, 0, null, DisputeStep.End)]
    [InlineData(DisputeStage.Lost, 0, 0, null, DisputeStep.End)]
    // The money is gone, or was, before anything was heard of it.
    [InlineData(DisputeStage.NeedsResponse, 1_000, 0, null, DisputeStep.Open)]
    [InlineData(DisputeStage.Inquiry, 1_000, 0, null, DisputeStep.Open)]
    [InlineData(DisputeStage.Won, 1_000, 1_000, null, DisputeStep.Open)]
    [InlineData(DisputeStage.Lost, 1_000, 0, null, DisputeStep.Open)]
    [InlineData(DisputeStage.NeedsResponse, 900, 0, null, DisputeStep.AskPerson)]
    // Open here.
    [InlineData(
        DisputeStage.NeedsResponse,
        1_000,
        0,
        ChargebackStatus.NeedsResponse,
        DisputeStep.Follow
    )]
    [InlineData(
        DisputeStage.UnderReview,
        1_000,
        0,
        ChargebackStatus.UnderReview,
        DisputeStep.Follow
    )]
    [InlineData(DisputeStage.Won, 1_000, 1_000, ChargebackStatus.UnderReview, DisputeStep.Win)]
    [InlineData(DisputeStage.Won, 1_000, 0, ChargebackStatus.UnderReview, DisputeStep.Follow)]
    [InlineData(DisputeStage.Won, 1_000, 400, ChargebackStatus.UnderReview, DisputeStep.AskPerson)]
    [InlineData(DisputeStage.Lost, 1_000, 0, ChargebackStatus.NeedsResponse, DisputeStep.Lose)]
    [InlineData(
        DisputeStage.Lost,
        1_000,
        1_000,
        ChargebackStatus.NeedsResponse,
        DisputeStep.AskPerson
    )]
    [InlineData(
        DisputeStage.UnderReview,
        1_000,
        1_000,
        ChargebackStatus.UnderReview,
        DisputeStep.Follow
    )]
    // Decided here.
    [InlineData(DisputeStage.Won, 1_000, 1_000, ChargebackStatus.Won, DisputeStep.End)]
    [InlineData(DisputeStage.Won, 1_000, 0, ChargebackStatus.Won, DisputeStep.AskPerson)]
    [InlineData(DisputeStage.Lost, 1_000, 0, ChargebackStatus.Won, DisputeStep.AskPerson)]
    [InlineData(DisputeStage.UnderReview, 1_000, 0, ChargebackStatus.Won, DisputeStep.Follow)]
    [InlineData(DisputeStage.Lost, 1_000, 0, ChargebackStatus.Lost, DisputeStep.End)]
    [InlineData(DisputeStage.Won, 1_000, 1_000, ChargebackStatus.Lost, DisputeStep.AskPerson)]
    [InlineData(DisputeStage.NeedsResponse, 1_000, 0, ChargebackStatus.Lost, DisputeStep.Follow)]
    public void Next_IsWhatTheMoneySays(
        DisputeStage stage,
        long taken,
        long returned,
        ChargebackStatus? status,
        DisputeStep step
    )
    {
        var move = DisputePolicy.Next(Told(stage, taken, returned), status);

        Assert.Equal(step, move.Step);
        Assert.Equal(step is DisputeStep.AskPerson, move.Why is not null);
    }

    [Fact]
    public void Next_TakenInAnotherCurrency_IsOpenedByTheAmountOfTheCharge()
    {
        var told = Told(DisputeStage.NeedsResponse, 1_000, 0) with
        {
            Taken = new Money(1_250, Currency.Of("USD")),
        };

        Assert.Equal(DisputeStep.Open, DisputePolicy.Next(told, null).Step);
    }

    [Fact]
    public void Next_AmountThatCannotBeCounted_IsForAPerson()
    {
        var told = Told(DisputeStage.NeedsResponse, 1_000, 0) with { Amount = null };

        Assert.Equal(DisputeStep.AskPerson, DisputePolicy.Next(told, null).Step);
    }

    [Fact]
    public void Doubt_WaitsLongerEachTime_UpToAQuarterOfAnHour()
    {
        Assert.Equal(TimeSpan.FromSeconds(10), DisputePolicy.WaitAfterDoubt(1));
        Assert.Equal(TimeSpan.FromSeconds(40), DisputePolicy.WaitAfterDoubt(3));
        Assert.Equal(TimeSpan.FromMinutes(15), DisputePolicy.WaitAfterDoubt(100));
    }

    private static DisputeTold Told(DisputeStage stage, long taken, long returned) =>
        new(
            "du_1",
            ["ch_1"],
            new Money(1_000, Pounds),
            "fraudulent",
            stage,
            null,
            taken > 0,
            taken > 0 ? new Money(taken, Pounds) : null,
            returned > 0,
            returned > 0 ? new Money(returned, Pounds) : null,
            null
        );
}
