using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Portal.Edge;

namespace Portal.Tests.Edge;

[Trait("speed", "quick")]
public sealed class SecurityHeadersTests
{
    [Fact]
    public async Task EveryAnswer_ForbidsInlineScriptsFramesAndSniffing()
    {
        var context = new DefaultHttpContext();
        var app = new ApplicationBuilder(new ServiceCollection().BuildServiceProvider());
        app.UseSecurityHeaders();
        app.Run(_ => Task.CompletedTask);

        await app.Build()(context);

        var policy = context
            .Response.Headers.ContentSecurityPolicy.ToString()
            .Split(';', StringSplitOptions.TrimEntries);
        Assert.Contains("script-src 'self'", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.Equal("nosniff", context.Response.Headers.XContentTypeOptions);
    }
}
