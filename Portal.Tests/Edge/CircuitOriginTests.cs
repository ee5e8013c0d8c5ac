using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Portal.Edge;

namespace Portal.Tests.Edge;

[Trait("speed", "quick")]
public sealed class CircuitOriginTests
{
    [Theory]
    [InlineData("/_blazor", "https://portal.test", 200)]
    [InlineData("/_blazor", "https://evil.test", 403)]
    [InlineData("/_blazor/negotiate", "http://portal.test", 403)]
    [InlineData("/_blazor", "https://portal.test.evil.test", 403)]
    [InlineData("/_blazor", null, 200)]
    [InlineData("/orders", "https://evil.test", 200)]
    public async Task Circuit_FromAnotherOrigin_IsRefused(string path, string? origin, int status)
    {
        var context = new DefaultHttpContext();
        (context.Request.Scheme, context.Request.Host) = ("https", new HostString("portal.test"));
        (context.Request.Path, context.Request.Headers.Origin) = (path, origin);
        var app = new ApplicationBuilder(new ServiceCollection().BuildServiceProvider());
        app.UseCircuitOriginCheck();
        app.Run(_ => Task.CompletedTask);

        await app.Build()(context);

        Assert.Equal(status, context.Response.StatusCode);
    }
}
