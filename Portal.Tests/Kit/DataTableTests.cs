using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Kernel;
using Portal.Kit.Gallery;
using Portal.Kit.Tables;

namespace Portal.Tests.Kit;

[Trait("speed", "quick")]
public sealed class DataTableTests : PageTests
{
    private static readonly GalleryOrder[] Rows =
    [
        .. GalleryOrder.All(DateTimeOffset.UnixEpoch).Take(60),
    ];

    private readonly List<TableQuery> _asked = [];

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void FirstLoad_AsksWhatTheAddressSays()
    {
        Navigation.NavigateTo("/orders?q=ada&status=failed&sort=-total&page=2&size=50");

        var table = Draw(Answer);

        table.WaitForElement("tbody tr");
        var query = Assert.Single(_asked);
        Assert.Equal(new PageRequest(2, 50, "total", true), query.Page);
        Assert.Equal(("ada", "failed"), (query.Search, query.Text("status")));
    }

    [Fact]
    public void Sort_Clicked_StandsInTheAddressAndAsksAgain()
    {
        Navigation.NavigateTo("/orders?status=completed");
        var table = Draw(Answer);

        table.WaitForElement("thead button").Click();

        table.WaitForAssertion(() => Assert.Equal(2, _asked.Count));
        Assert.EndsWith("/orders?status=completed&sort=total", Navigation.Uri);
        Assert.Equal("ascending", table.Find("th[aria-sort]").GetAttribute("aria-sort"));
    }

    [Fact]
    public void Back_ShowsTheListAsItWas()
    {
        Navigation.NavigateTo("/orders?page=2");
        var table = Draw(Answer);
        table.WaitForElement("tbody tr");

        Navigation.NavigateTo("/orders");

        table.WaitForAssertion(() => Assert.Equal([2, 1], _asked.Select(q => q.Page.Number)));
    }

    [Fact]
    public void Answer_ThatComesAfterANewerQuestion_IsDropped()
    {
        Navigation.NavigateTo("/orders");
        var slow = new TaskCompletionSource<Page<GalleryOrder>>();
        var table = Draw(query => query.Page.Number == 1 ? slow.Task : Answer(query));

        Navigation.NavigateTo("/orders?page=2");
        table.WaitForElement("tbody tr");
        slow.SetResult(new Page<GalleryOrder>([], 0));

        Assert.NotEmpty(table.FindAll("tbody tr"));
    }

    [Fact]
    public async Task LookAgain_NewRows_AreAnnouncedAndShownOnlyWhenAskedFor()
    {
        var found = new Page<GalleryOrder>(Rows[3..6], 3);
        var table = Draw(_ => Task.FromResult(found));
        table.WaitForElement("tbody tr");
        var before = table.FindAll("tbody tr").Select(row => row.TextContent).ToList();

        found = new Page<GalleryOrder>(Rows[1..6], 5);
        await table.InvokeAsync(table.Instance.LookAgainAsync);

        Assert.Equal(before, table.FindAll("tbody tr").Select(row => row.TextContent));
        var line = table.Find(".list-news button");
        Assert.Contains("2 new rows", line.TextContent, StringComparison.Ordinal);
        line.Click();
        table.WaitForAssertion(() => Assert.Equal(5, table.FindAll("tbody tr").Count));
        Assert.Empty(table.FindAll(".list-news"));
    }

    [Fact]
    public async Task LookAgain_ThatFails_LeavesTheRows()
    {
        var fails = false;
        var table = Draw(query =>
            fails ? throw new InvalidOperationException("down") : Answer(query)
        );
        table.WaitForElement("tbody tr");

        fails = true;
        await table.InvokeAsync(table.Instance.LookAgainAsync);

        Assert.NotEmpty(table.FindAll("tbody tr"));
        Assert.Empty(table.FindAll("[role=alert]"));
    }

    [Fact]
    public void Load_ThatFails_ShowsAReferenceAndAWayToTryAgain()
    {
        var fails = true;
        var table = Draw(query =>
            fails ? throw new InvalidOperationException("down") : Answer(query)
        );
        var retry = table.WaitForElement("[role=alert] button.button");

        fails = false;
        retry.Click();

        table.WaitForElement("tbody tr");
    }

    [Fact]
    public void NoRows_WithFilters_OffersToClearThem()
    {
        Navigation.NavigateTo("/orders?status=failed");
        var table = Draw(_ => Task.FromResult(Page<GalleryOrder>.Empty));

        table.WaitForElement(".empty button").Click();

        Assert.EndsWith("/orders", Navigation.Uri);
    }

    [Fact]
    public void Selection_OfAWholePage_CanBecomeAllThatMatch()
    {
        TableSelection? selection = null;
        var table = Draw(Answer, bulk: chosen => _ => selection = chosen);

        table.WaitForElement("thead input").Change(true);
        table.WaitForElement(".bulk-bar .link-button").Click();

        Assert.Equal((true, 60L), (selection!.IsAllMatching, selection.Count));
    }

    private Task<Page<GalleryOrder>> Answer(TableQuery query) =>
        Task.FromResult(
            new Page<GalleryOrder>(
                [.. Rows.Skip(query.Page.Offset).Take(query.Page.Take)],
                Rows.Length
            )
        );

    private IRenderedComponent<DataTable<GalleryOrder>> Draw(
        Func<TableQuery, Task<Page<GalleryOrder>>> answer,
        RenderFragment<TableSelection>? bulk = null
    ) =>
        Render<DataTable<GalleryOrder>>(table =>
            table
                .Add(t => t.Name, "orders")
                .Add(t => t.Noun, "orders")
                .Add(t => t.RowKey, row => row.Reference)
                .Add(t => t.Filters, [ChoiceFilter.Of<GalleryStatus>("status", "Status")])
                .Add(
                    t => t.Load,
                    (query, _) =>
                    {
                        _asked.Add(query);
                        return answer(query);
                    }
                )
                .Add(t => t.Bulk, bulk)
                .Add(
                    t => t.Columns,
                    builder =>
                    {
                        builder.OpenComponent<TableColumn<GalleryOrder>>(0);
                        builder.AddComponentParameter(1, "Key", "total");
                        builder.AddComponentParameter(2, "Title", "Total");
                        builder.AddComponentParameter(3, "Sortable", true);
                        builder.AddComponentParameter(
                            4,
                            "ChildContent",
                            (RenderFragment<GalleryOrder>)(
                                row => cell => cell.AddContent(0, row.Total.ToString())
                            )
                        );
                        builder.CloseComponent();
                    }
                )
        );
}
