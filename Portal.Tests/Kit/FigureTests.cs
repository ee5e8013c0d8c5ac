using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Kit;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Kit;

public sealed class FigureTests : PageTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 14, 9, 30, 0, TimeSpan.Zero);

    public FigureTests()
    {
        var time = new MovableClock();
        time.Set(Now);
        Services.AddSingleton<TimeProvider>(time);
    }

    [Fact]
    public void FreshFigure_TellsItsMomentInTheTip_AndNotOnTheTile()
    {
        var figure = Draw(Now);

        Assert.Contains(
            "As of 14 Mar, 09:30:00",
            figure.Find("a.figure-value").GetAttribute("title"),
            StringComparison.Ordinal
        );
        Assert.Empty(figure.FindAll(".chip"));
    }

    [Fact]
    public void StaleFigure_SaysSoOnTheTile()
    {
        var figure = Draw(Now.AddMinutes(-2));

        Assert.Equal("As of 14 Mar, 09:28:00", figure.Find(".chip.warn").TextContent.Trim());
    }

    private IRenderedComponent<Figure> Draw(DateTimeOffset asOf) =>
        Render<Figure>(figure =>
            figure
                .Add(f => f.Label, "Revenue")
                .Add(f => f.Value, "£12.00")
                .Add(f => f.Href, "/orders")
                .Add(f => f.AsOf, asOf)
        );
}
