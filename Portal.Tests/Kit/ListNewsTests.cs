using Portal.Core.Kernel;
using Portal.Kit.Tables;

namespace Portal.Tests.Kit;

[Trait("speed", "quick")]
public sealed class ListNewsTests
{
    [Fact]
    public void NewRows_AreCounted_AndNoRowMoves()
    {
        var news = Between(Shown(3, "b:running", "a:running"), Shown(5, "d", "c", "b:done"));

        Assert.Equal(["b:done", "a:running"], news.Shown.Rows);
        Assert.Equal((2, true), (news.NewRows, news.HasMoved));
    }

    [Fact]
    public void SameRows_AreBroughtUpToDateWithoutAWord()
    {
        var news = Between(Shown(2, "b:running", "a"), Shown(2, "b:done", "a"));

        Assert.Equal(["b:done", "a"], news.Shown.Rows);
        Assert.False(news.HasMoved);
    }

    [Fact]
    public void RowsThatLeft_StayUntilTheReaderAsks()
    {
        var news = Between(Shown(2, "b", "a"), Shown(1, "a"));

        Assert.Equal(["b", "a"], news.Shown.Rows);
        Assert.Equal((0, true), (news.NewRows, news.HasMoved));
    }

    [Fact]
    public void FirstRows_OfAnEmptyList_AreShownAtOnce()
    {
        var news = Between(Shown(0), Shown(1, "a"));

        Assert.Equal(["a"], news.Shown.Rows);
        Assert.False(news.HasMoved);
    }

    [Fact]
    public void TotalsThatAreNotExact_CountTheRowsNotSeenBefore()
    {
        var news = Between(
            Shown(5_000, "b", "a") with
            {
                IsTotalExact = false,
            },
            Shown(5_000, "c", "b") with
            {
                IsTotalExact = false,
            }
        );

        Assert.Equal(1, news.NewRows);
    }

    private static ListNews<string> Between(Page<string> shown, Page<string> found) =>
        ListNews<string>.Between(shown, found, row => row.Split(':')[0]);

    private static Page<string> Shown(long total, params string[] rows) => new(rows, total);
}
