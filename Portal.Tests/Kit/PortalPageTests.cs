using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Kernel;
using Portal.Kit;

namespace Portal.Tests.Kit;

[Trait("speed", "quick")]
public sealed class PortalPageTests : PageTests
{
    private static readonly Error Refusal = Error.Rule("test.refused", "Not today.");

    [Fact]
    public void RunAsync_ClickedTwice_RunsTheActOnce()
    {
        var page = Render<ActPage>();

        page.Find("button").Click();
        page.Find("button").Click();
        page.Instance.Answer.SetResult(Result.Ok);

        page.WaitForAssertion(() => Assert.False(page.Find("button").HasAttribute("disabled")));
        Assert.Equal(1, page.Instance.Runs);
    }

    [Fact]
    public void RunAsync_WhileTheActRuns_TurnsTheButtonOff()
    {
        var page = Render<ActPage>();

        page.Find("button").Click();

        Assert.True(page.Find("button").HasAttribute("disabled"));
    }

    [Fact]
    public void RunAsync_Done_TellsItAndReloads()
    {
        var page = Render<ActPage>();

        page.Find("button").Click();
        page.Instance.Answer.SetResult(Result.Ok);

        page.WaitForAssertion(() => Assert.Equal(1, page.Instance.Reloads));
        Assert.Equal("Done.", Assert.Single(Notices.Toasts).Message);
    }

    [Fact]
    public void RunAsync_Refused_ShowsWhyAndDoesNotReload()
    {
        var page = Render<ActPage>();

        page.Find("button").Click();
        page.Instance.Answer.SetResult(Refusal);

        page.WaitForAssertion(() => Assert.Equal(Refusal, Notices.Problem));
        Assert.Equal(0, page.Instance.Reloads);
    }

    [Fact]
    public async Task Undo_Clicked_TakesTheActBackOnceAndReloads()
    {
        var page = Render<ActPage>();
        page.Find("button").Click();
        page.Instance.Answer.SetResult(Result.Ok);
        page.WaitForAssertion(() => Assert.Equal(1, page.Instance.Reloads));
        var toast = Assert.Single(Notices.Toasts);

        await Notices.UndoAsync(toast);
        await Notices.UndoAsync(toast);

        Assert.Equal((1, 2), (page.Instance.Undone, page.Instance.Reloads));
        Assert.Equal("Undone.", Assert.Single(Notices.Toasts).Message);
    }

    [Fact]
    public async Task Undo_OnAnotherPageByThen_StillTakesTheActBack()
    {
        var page = Render<ActPage>();
        page.Find("button").Click();
        page.Instance.Answer.SetResult(Result.Ok);
        page.WaitForAssertion(() => Assert.Equal(1, page.Instance.Reloads));
        page.Instance.Dispose();

        await Notices.UndoAsync(Assert.Single(Notices.Toasts));

        Assert.Equal((1, 1), (page.Instance.Undone, page.Instance.Reloads));
    }

    [Fact]
    public void Stopping_PageLeft_IsCancelled()
    {
        var page = Render<ActPage>();

        page.Instance.Dispose();

        Assert.True(page.Instance.IsStopped);
    }

    private Notices Notices => Services.GetRequiredService<Notices>();

    private sealed class ActPage : PortalPage
    {
        public TaskCompletionSource<Result> Answer { get; } = new();

        public int Runs { get; private set; }

        public int Reloads { get; private set; }

        public int Undone { get; private set; }

        public bool IsStopped => Stopping.IsCancellationRequested;

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenElement(0, "button");
            builder.AddAttribute(1, "disabled", Busy);
            builder.AddAttribute(
                2,
                "onclick",
                EventCallback.Factory.Create<MouseEventArgs>(this, ActAsync)
            );
            builder.CloseElement();
        }

        private Task ActAsync() =>
            RunAsync(
                _ =>
                {
                    Runs++;
                    return Answer.Task;
                },
                done: "Done.",
                then: () =>
                {
                    Reloads++;
                    return Task.CompletedTask;
                },
                undo: _ =>
                {
                    Undone++;
                    return Task.FromResult(Result.Ok);
                }
            );
    }
}
