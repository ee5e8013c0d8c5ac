using Microsoft.AspNetCore.WebUtilities;
using Portal.Kit.Gallery;
using Portal.Kit.Tables;

namespace Portal.Tests.Kit;

[Trait("speed", "quick")]
public sealed class TableStateTests
{
    private static readonly DateOnly Today = new(2026, 3, 20);

    private static readonly TableShape Shape = new(
        [
            ChoiceFilter.Of<GalleryStatus>("status", "Status"),
            new DaysFilter("placed", "Placed"),
            new NumberFilter("total", "Total"),
            new TextFilter("customer", "Customer"),
        ],
        Sort: "placed",
        Descending: true
    );

    [Theory]
    [InlineData("")]
    [InlineData("?q=ada+brook")]
    [InlineData("?status=completed,failed&placed=last-7")]
    [InlineData("?placed=2026-01-01..2026-01-31&total=10.5..")]
    [InlineData("?sort=-total&page=3&size=50")]
    [InlineData("?cursor=b3BhcXVl&customer=O'Brien+%26+Sons")]
    public void Address_ReadAndWrittenAgain_IsTheSame(string query)
    {
        var state = TableState.Parse("https://portal.test/orders" + query, Shape, Today);

        var again = Write(state);

        Assert.Equal(Query(query), Query(again));
    }

    [Theory]
    [InlineData("?page=-4")]
    [InlineData("?page=99999999999999999999")]
    [InlineData("?size=1000000")]
    [InlineData("?status=no_such_status")]
    [InlineData("?placed=2026-02-30..2026-03-01")]
    [InlineData("?placed=2026-03-02..2026-03-01")]
    [InlineData("?total=many..")]
    [InlineData("?total=..")]
    [InlineData("?unknown=1")]
    public void Address_ThatMakesNoSense_ShowsTheListAsByDefault(string query)
    {
        var state = TableState.Parse("https://portal.test/orders" + query, Shape, Today);

        Assert.Equal("", Write(state));
        Assert.False(state.IsNarrowed);
    }

    [Fact]
    public void Filter_SetOnPageThree_GoesBackToPageOne()
    {
        var state = TableState.Parse("https://portal.test/orders?page=3", Shape, Today);

        var filtered = state.With("status", "failed");

        Assert.Equal((1, "failed"), (filtered.Number, filtered.Values["status"]));
    }

    [Fact]
    public void Sort_BySameColumnTwice_TurnsAround()
    {
        var state = TableState.Parse("https://portal.test/orders", Shape, Today);

        var once = state.Sorted("total");
        var twice = once.Sorted("total");

        Assert.Equal((false, true), (once.Descending, twice.Descending));
    }

    [Fact]
    public void Query_WithPreset_CountsFromToday()
    {
        var state = TableState.Parse("https://portal.test/orders?placed=last-7", Shape, Today);

        var days = state.ToQuery(Today).Days("placed");

        Assert.Equal((new DateOnly(2026, 3, 14), Today), (days!.Value.First, days.Value.Last));
    }

    [Fact]
    public void Prefix_KeepsTwoTablesOfOnePageApart()
    {
        var second = Shape with { Prefix = "lines-" };

        var state = TableState.Parse(
            "https://portal.test/orders?page=2&lines-page=5",
            second,
            Today
        );

        Assert.Equal(5, state.Number);
    }

    private static string Write(TableState state) =>
        QueryHelpers.AddQueryString(
            "",
            state
                .ToParameters(Shape)
                .Where(parameter => parameter.Value is not null)
                .ToDictionary(
                    parameter => parameter.Key,
                    parameter => parameter.Value!.ToString(),
                    StringComparer.Ordinal
                )
        );

    private static SortedDictionary<string, string> Query(string query) =>
        new(
            QueryHelpers
                .ParseQuery(query)
                .ToDictionary(
                    parameter => parameter.Key,
                    parameter => parameter.Value.ToString(),
                    StringComparer.Ordinal
                ),
            StringComparer.Ordinal
        );
}
