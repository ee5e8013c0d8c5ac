using Bunit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Core;
using Portal.Kit;
using Portal.Live;
using Portal.Shell;

namespace Portal.Tests.Kit;

/// <summary>What pages and parts need to be drawn in a test: everything of the web, with nobody signed in and no server behind.</summary>
public abstract class PageTests : BunitContext
{
    protected PageTests()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    ["ConnectionStrings:Portal"] = "Host=localhost",
                    ["ConnectionStrings:Redis"] = "localhost:1,abortConnect=false,connectTimeout=1",
                }
            )
            .Build();
        Services.AddSingleton<IConfiguration>(configuration);
        Services.AddLogging(logging => logging.ClearProviders());
        Services.AddPortalCore(configuration).AddKit().AddShell().AddLive();
        JSInterop.Mode = JSRuntimeMode.Loose;
    }
}
