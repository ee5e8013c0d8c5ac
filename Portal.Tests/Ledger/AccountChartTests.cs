using Portal.Core.Ledger.Contracts;

namespace Portal.Tests.Ledger;

public sealed class AccountChartTests
{
    [Fact]
    public void Every_kind_has_a_normal_side()
    {
        Assert.All(
            Enum.GetValues<AccountKind>(),
            kind => Assert.True(Enum.IsDefined(AccountChart.NormalSideOf(kind)))
        );
    }

    [Fact]
    public void Only_money_held_for_others_stops_at_zero()
    {
        Assert.Equal(
            [AccountKind.Escrow, AccountKind.Wallet, AccountKind.Reserve],
            Enum.GetValues<AccountKind>().Where(kind => !AccountChart.MayFallBelowZero(kind))
        );
    }
}
