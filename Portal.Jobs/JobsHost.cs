using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Core;
using Portal.Core.Identity.Contracts;

namespace Portal.Jobs;

/// <summary>Configuration and services of every command: <c>appsettings.json</c>, environment, Core.</summary>
public static class JobsHost
{
    /// <summary>
    /// Logs go to standard error, so that standard output holds results only.
    /// </summary>
    public static HostApplicationBuilder CreateBuilder()
    {
        var builder = Host.CreateApplicationBuilder(
            new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory }
        );
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(o => o.SingleLine = true);
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(o =>
            o.LogToStandardErrorThreshold = LogLevel.Trace
        );
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        // What fails in EF Core is thrown as well, and told once where it is caught.
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.None);
        builder.Services.AddPortalCore(builder.Configuration);
        return builder;
    }

    /// <summary>A scope that acts for whoever typed the command.</summary>
    public static AsyncServiceScope CreateCommandScope(this IHost host)
    {
        var scope = host.Services.CreateAsyncScope();
        scope
            .ServiceProvider.GetRequiredService<Actor>()
            .ActAsCommandLine($"{Environment.UserName}@{Environment.MachineName}");
        return scope;
    }
}
