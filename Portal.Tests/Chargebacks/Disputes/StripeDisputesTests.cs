using Portal.Core.Payments.Contracts;
using Portal.Core.Payments.Stripe;

namespace Portal.Tests.Chargebacks.Disputes;

/// <summary>What is understood of Stripe's disputes, and what is not guessed.</summary>
public sealed class StripeDisputesTests : IAsyncLifetime
{
    private DisputeStub _stripe = null!;
    private StripeDisputes _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _stripe = await DisputeStub.StartAsync();
        _gateway = new StripeDisputes(_stripe.ToOptions());
    }

    public ValueTask DisposeAsync() => _stripe.DisposeAsync();

    [Fact]
    public async Task Asked_TellsWhatMoved()
    {
        var dispute = _stripe.Open("ch_1", 1_000);
        dispute.GiveBack(400);

        var told = (await _gateway.AskDisputeAsync(dispute.Id, default)).Told!;

        Assert.Equal(["ch_1", "pi_ch_1"], told.Charges);
        Assert.Equal(
            (1_000L, 1_000L, 400L, 1_500L, DisputeStage.NeedsResponse),
            (
                told.Amount!.Value.Minor,
                told.Taken!.Value.Minor,
                told.Returned!.Value.Minor,
                told.Fee!.Value.Minor,
                told.Stage
            )
        );
    }

    [Fact]
    public async Task StateNobodyKnows_IsADoubt()
    {
        var dispute = _stripe.Open("ch_1", 1_000, "reconsidered");

        var answer = await _gateway.AskDisputeAsync(dispute.Id, default);

        Assert.Null(answer.Told);
        Assert.Contains("reconsidered", answer.Doubt, StringComparison.Ordinal);
        Assert.Empty(
            (await _gateway.ListDisputesAsync(DateTimeOffset.UnixEpoch.AddDays(1), default)).Value
        );
    }

    [Fact]
    public async Task List_HasAllPages()
    {
        for (var i = 0; i < 5; i++)
        {
            _stripe.Open($"ch_{i}", 1_000);
        }

        var listed = await _gateway.ListDisputesAsync(DateTimeOffset.UnixEpoch.AddDays(1), default);

        Assert.Equal(
            ["du_5", "du_4", "du_3", "du_2", "du_1"],
            listed.Value.Select(d => d.Reference)
        );
    }

    [Fact]
    public async Task NoAnswerInTime_IsADoubt_AboutEvidenceToo()
    {
        var never = new TaskCompletionSource();
        await using var slow = await DisputeStub.StartAsync(TimeSpan.FromMilliseconds(200));
        var gateway = new StripeDisputes(slow.ToOptions());
        var dispute = slow.Open("ch_1", 1_000);
        var evidence = new EvidenceRequest(
            "evidence-1-1",
            dispute.Id,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["customer_name"] = "Ada" }
        );
        slow.Pause = never.Task;

        Assert.Equal(
            "Stripe did not answer in time.",
            (await gateway.AskDisputeAsync(dispute.Id, default)).Doubt
        );
        Assert.Equal(
            EvidenceVerdict.Unknown,
            (await gateway.FindEvidenceAsync(evidence, default)).Verdict
        );
        never.SetResult();
    }

    [Theory]
    [InlineData(1_050, "GBP", 1_050L)]
    [InlineData(1_050, "jpy", 1_050L)]
    [InlineData(105_000, "isk", 1_050L)]
    [InlineData(1_051, "isk", null)]
    [InlineData(1_050, "zzz", null)]
    public void Amounts_AreCountedAsStripeDoes(long counted, string currency, long? minor) =>
        Assert.Equal(minor, StripeAmounts.ToMoney(counted, currency)?.Minor);
}
