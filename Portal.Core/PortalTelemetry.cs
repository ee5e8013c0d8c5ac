using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Portal.Core;

/// <summary>
/// Sends traces and meters to a collector when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names one; otherwise
/// nothing is measured. .NET's own sources cover requests, HTTP calls and PostgreSQL; ours begin with "Portal".
/// </summary>
public static class PortalTelemetry
{
    private static readonly string[] Sources =
    [
        "Portal*",
        "Npgsql",
        "Microsoft.AspNetCore",
        "System.Net.Http",
    ];

    private static readonly string[] Meters =
    [
        "Portal*",
        "Npgsql",
        "Microsoft.AspNetCore*",
        "System.Net.Http",
        "System.Runtime",
    ];

    /// <param name="services">The process's services.</param>
    /// <param name="configuration">Where the endpoint is looked for.</param>
    /// <param name="process">What the process is called at the collector: <c>portal-web</c>, <c>portal-worker</c>.</param>
    public static IServiceCollection AddPortalTelemetry(
        this IServiceCollection services,
        IConfiguration configuration,
        string process
    )
    {
        if (!string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            services.AddSingleton<IHostedService>(_ => new Export(process));
        }

        return services;
    }

    /// <summary>Flushes what is left when the process ends.</summary>
    private sealed class Export(string process) : IHostedService
    {
        private MeterProvider? _meters;
        private TracerProvider? _traces;

        public Task StartAsync(CancellationToken cancellationToken)
        {
            var resource = ResourceBuilder.CreateDefault().AddService(process);
            _traces = Sdk.CreateTracerProviderBuilder()
                .SetResourceBuilder(resource)
                .AddSource(Sources)
                .AddOtlpExporter()
                .Build();
            _meters = Sdk.CreateMeterProviderBuilder()
                .SetResourceBuilder(resource)
                .AddMeter(Meters)
                .AddOtlpExporter()
                .Build();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            _traces?.Dispose();
            _meters?.Dispose();
            return Task.CompletedTask;
        }
    }
}
