using Portal.Core.Kernel;
using Portal.Core.Payments.Contracts;
using Portal.Core.Payments.Stripe;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Settlement.Connect;

/// <summary>Transfers and accounts as Stripe is asked for them.</summary>
public sealed class StripeTransfersTests : IAsyncLifetime
{
    private ConnectStub _stripe = null!;
    private StripeTransfers _gateway = null!;
    private string _account = "";

    public async ValueTask InitializeAsync()
    {
        _stripe = await ConnectStub.StartAsync();
        _gateway = new StripeTransfers(_stripe.ToOptions());
        _account = (await _gateway.OpenAccountAsync("shop-1-1", default)).Value.Id;
    }

    public ValueTask DisposeAsync() => _stripe.DisposeAsync();

    [Theory]
    [InlineData("JPY", 500, 500)]
    [InlineData("GBP", 500, 500)]
    [InlineData("ISK", 500, 50_000)]
    public async Task Amounts_AreCountedAsStripeDoes(string currency, long minor, long told)
    {
        var answer = await _gateway.TransferAsync(Ask("payout-1", minor, currency), default);

        Assert.Equal((TransferVerdict.Sent, "tr_1"), (answer.Verdict, answer.Reference));
        Assert.Equal(told, Assert.Single(_stripe.Transfers).Amount);
    }

    [Fact]
    public async Task AmountWithoutANumberAtStripe_IsRefusedForGood_AndNotAskedFor()
    {
        var answer = await _gateway.TransferAsync(Ask("payout-1", 1_001, "KWD"), default);

        Assert.Equal((TransferVerdict.Refused, false), (answer.Verdict, answer.MayPass));
        Assert.Empty(_stripe.Transfers);
    }

    [Fact]
    public async Task OneOfMany_IsFoundByItsKey_OnWhateverPage()
    {
        for (var i = 1; i <= 3; i++)
        {
            await _gateway.TransferAsync(Ask($"payout-{i}", 100 * i), default);
        }

        var first = await _gateway.FindTransferAsync(Ask("payout-1", 100), default);
        var none = await _gateway.FindTransferAsync(Ask("payout-4", 100), default);

        Assert.Equal((TransferVerdict.Sent, "tr_1"), (first.Verdict, first.Reference));
        Assert.Equal(TransferVerdict.NeverSeen, none.Verdict);
    }

    [Fact]
    public async Task RefusedBefore_IsAskedAnew_NotAnsweredWithTheOldRefusal()
    {
        var transfer = Ask("payout-1", 500);
        _stripe.Refusal = "balance_insufficient";
        Assert.True((await _gateway.TransferAsync(transfer, default)).MayPass);
        _stripe.Refusal = null;

        Assert.Equal(
            TransferVerdict.Refused,
            (await _gateway.TransferAsync(transfer, default)).Verdict
        );
        var again = await _gateway.TransferAsync(transfer with { Refusals = 1 }, default);

        Assert.Equal(TransferVerdict.Sent, again.Verdict);
        Assert.Equal("payout-1", Assert.Single(_stripe.Transfers).Key);
    }

    [Fact]
    public async Task AccountOfSomebodyElse_IsRefusedForGood_AndNotTold()
    {
        var answer = await _gateway.TransferAsync(
            Ask("payout-1", 500) with
            {
                Account = "acct_elsewhere",
            },
            default
        );

        Assert.Equal(
            (TransferVerdict.Refused, "resource_missing", false),
            (answer.Verdict, answer.Code, answer.MayPass)
        );
        Assert.True((await _gateway.AskAccountAsync("acct_elsewhere", default)).Failed);
    }

    [Fact]
    public async Task Account_IsMadeOnce_AndSaysWhatIsDue()
    {
        _stripe.IsSetUp = false;

        var again = (await _gateway.OpenAccountAsync("shop-1-1", default)).Value;

        Assert.Equal(_account, again.Id);
        Assert.Single(_stripe.Accounts);
        Assert.Equal((false, false), (again.MayReceive, again.PaysOut));
        Assert.Equal(["external_account", "tos_acceptance.date"], again.Due);
    }

    [Fact]
    public async Task NobodyThere_IsUnknown()
    {
        var options = _stripe.ToOptions();
        options.Url = new Uri($"http://127.0.0.1:{FreePort.Find()}/");
        var gateway = new StripeTransfers(options);

        Assert.Equal(
            TransferVerdict.Unknown,
            (await gateway.TransferAsync(Ask("payout-1", 500), default)).Verdict
        );
        Assert.True((await gateway.AskAccountAsync(_account, default)).Failed);
    }

    private TransferRequest Ask(string key, long minor, string currency = "GBP") =>
        new(key, "payout-run-1", _account, new Money(minor, Currency.Of(currency)));
}
