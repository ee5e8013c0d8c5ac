using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Kit;

namespace Portal.Tests.Kit;

[Trait("speed", "quick")]
public sealed class ToastStackTests : PageTests
{
    [Fact]
    public async Task Toast_AtTheEndOfItsLife_IsGone()
    {
        var notices = Services.GetRequiredService<Notices>();
        notices.Success("Done.");
        var stack = Render<ToastStack>();

        await stack.Find(".toast").TriggerEventAsync("onanimationend", EventArgs.Empty);

        Assert.Empty(notices.Toasts);
        stack.WaitForAssertion(() => Assert.Empty(stack.FindAll(".toast")));
    }
}
