using Portal.Core.Kernel;
using Portal.Core.Settlement.Payouts;
using Portal.Core.Settlement.Reserves;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Tests.Settlement;

[Trait("speed", "quick")]
public sealed class PayoutRulesTests
{
    private static readonly DateOnly Wednesday = new(2026, 11, 18);

    [Theory]
    [InlineData("GB33BUKB20201555555555")]
    [InlineData("gb33 bukb 2020 1555 5555 55")]
    [InlineData("DE89370400440532013000")]
    [InlineData("NO9386011117947")]
    [InlineData("MT84MALT011000012345MTLCAST001S")]
    public void Iban_WithRightDigits_IsTaken(string text) =>
        Assert.True(Iban.TryParse(text, out _));

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("GB33BUKB20201555555556")]
    [InlineData("GB33BUKB2020155555555")]
    [InlineData("DE8937040044053201300O")]
    [InlineData("1234567890123456")]
    [InlineData("GB33BUKB20201555555555GB33BUKB20201555555555")]
    [InlineData("GB33-BUKB-2020-1555-5555-55")]
    public void Iban_ThatIsNone_IsRefused(string? text) => Assert.False(Iban.TryParse(text, out _));

    [Fact]
    public void Iban_IsShownByCountryAndLastFour()
    {
        Assert.True(Iban.TryParse("DE89370400440532013000", out var iban));
        Assert.Equal("DE•• 3000", iban.Value.Masked);
    }

    [Theory]
    [InlineData("Zoë's Töpferei & Söhne", "Zoe's Topferei + Sohne")]
    [InlineData("  Harbour (Pottery), Ltd. ", "Harbour (Pottery), Ltd.")]
    [InlineData("日本", "")]
    public void BankText_KeepsWhatBanksTake(string name, string expected) =>
        Assert.Equal(expected, BankText.Of(name));

    [Theory]
    [InlineData(-1, 0, PayoutSkip.Owes)]
    [InlineData(1_000, 1_000, PayoutSkip.InAnotherRun)]
    [InlineData(1_099, 0, PayoutSkip.BelowMinimum)]
    [InlineData(60, 0, PayoutSkip.BelowMinimum)]
    [InlineData(0, 0, PayoutSkip.BelowMinimum)]
    public void Decide_WithoutEnough_SaysWhy(long balance, long held, PayoutSkip expected)
    {
        var decided = Decide(balance, held, Account(minimum: 1_000, reserve: 100), null);

        Assert.Equal(expected, decided.Skip);
        Assert.Equal(0, decided.AmountMinor);
    }

    [Fact]
    public void Decide_PaysWhatIsFree_LessTheReserve() =>
        Assert.Equal(
            (null, 1_000),
            (
                Decide(1_300, 200, Account(minimum: 1_000, reserve: 100), null).Skip,
                Decide(1_300, 200, Account(minimum: 1_000, reserve: 100), null).AmountMinor
            )
        );

    [Fact]
    public void Decide_WithoutBankAccount_SaysSo() =>
        Assert.Equal(PayoutSkip.NoBankAccount, Decide(500, 0, null, null).Skip);

    [Theory]
    [InlineData(PayoutSchedule.Daily, "2026-11-17", true)]
    [InlineData(PayoutSchedule.Daily, "2026-11-18", false)]
    [InlineData(PayoutSchedule.Weekly, "2026-11-15", true)]
    [InlineData(PayoutSchedule.Weekly, "2026-11-16", false)]
    [InlineData(PayoutSchedule.Monthly, "2026-10-31", true)]
    [InlineData(PayoutSchedule.Monthly, "2026-11-01", false)]
    [InlineData(PayoutSchedule.OnRequest, "2025-01-01", false)]
    public void IsDue_WhenADayOfTheScheduleCameSinceTheLastPayout(
        PayoutSchedule schedule,
        string last,
        bool expected
    ) =>
        Assert.Equal(
            expected,
            PayoutPolicy.IsDue(schedule, DateOnly.ParseExact(last, "yyyy-MM-dd", null), Wednesday)
        );

    [Theory]
    [InlineData(PayoutSchedule.Daily, "2026-11-19")]
    [InlineData(PayoutSchedule.Weekly, "2026-11-23")]
    [InlineData(PayoutSchedule.Monthly, "2026-12-01")]
    public void NextOn_IsTheNextDayOfTheSchedule(PayoutSchedule schedule, string expected) =>
        Assert.Equal(
            DateOnly.ParseExact(expected, "yyyy-MM-dd", null),
            PayoutPolicy.NextOn(schedule, Wednesday)
        );

    private static PayoutCandidate Decide(
        long balance,
        long held,
        PayoutAccount? account,
        DateOnly? last
    ) =>
        PayoutPolicy.Decide(
            new ShopReserve(
                new SellerId(1),
                balance,
                held,
                0,
                account?.ReserveMinor ?? 0
            ).Settled(),
            account,
            last,
            Wednesday,
            false
        );

    private static PayoutAccount Account(long minimum, long reserve) =>
        new()
        {
            SellerId = new SellerId(1),
            Currency = Currency.Of("GBP"),
            HolderName = "Harbour Pottery",
            Iban = "GB33BUKB20201555555555",
            BankChangedAt = DateTimeOffset.UnixEpoch,
            Schedule = PayoutSchedule.Daily,
            MinimumMinor = minimum,
            ReserveMinor = reserve,
        };
}
