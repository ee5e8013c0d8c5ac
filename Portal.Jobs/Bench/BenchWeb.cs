using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Data;
using Portal.Core.Identity;
using Portal.Core.Identity.Contracts;
using Portal.Core.Identity.People;
using Portal.Core.Identity.Tokens;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Jobs.Bench;

/// <summary>The web program in a process of its own, on the servers of the benchmark, and a client of its API.</summary>
internal sealed class BenchWeb : IAsyncDisposable
{
    private const string Email = "bench@demo.example";

    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private BenchWeb(Process process, HttpClient client) => (_process, Client) = (process, client);

    /// <summary>Carries the token of an administrator of the tenant.</summary>
    public HttpClient Client { get; }

    /// <summary>Answers when the program is ready.</summary>
    public static async Task<BenchWeb> StartAsync(
        BenchBed bed,
        TenantId tenant,
        CancellationToken ct
    )
    {
        var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{FreePort()}") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            await IssueTokenAsync(bed, tenant, ct)
        );
        var start = new ProcessStartInfo("dotnet", [bed.WebProgram])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            Environment =
            {
                ["ASPNETCORE_URLS"] = client.BaseAddress.ToString(),
                ["Limits__CallsPerMinute"] = "1000000",
                ["Identity__RequireSecondFactor"] = "false",
                ["Logging__LogLevel__Default"] = "Warning",
            },
        };
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        var web = new BenchWeb(process, client);
        try
        {
            await web.UntilReadyAsync(ct);
            return web;
        }
        catch
        {
            await web.DisposeAsync();
            throw;
        }
    }

    /// <summary>What the program holds of the machine's memory at this moment.</summary>
    public double Megabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / (1024.0 * 1024);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task UntilReadyAsync(CancellationToken ct)
    {
        using var within = CancellationTokenSource.CreateLinkedTokenSource(ct);
        within.CancelAfter(StartsWithin);
        while (true)
        {
            try
            {
                using var answer = await Client.GetAsync("health/ready", within.Token);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException) when (!_process.HasExited)
            {
                // Not listening yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), within.Token);
        }
    }

    private static async Task<string> IssueTokenAsync(
        BenchBed bed,
        TenantId tenant,
        CancellationToken ct
    )
    {
        await using var scope = bed.Scope(tenant);
        var services = scope.ServiceProvider;
        await using var db = await services
            .GetRequiredService<IDbContextFactory<PortalDbContext>>()
            .CreateDbContextAsync(ct);
        var role = await db.Roles.SingleAsync(r => r.Key == BuiltInRoles.MarketplaceAdmin, ct);
        Demand(
            await services
                .GetRequiredService<InvitePerson>()
                .HandleAsync(new InvitePersonCommand(Email, "Benchmark", role.Id, null), ct)
        );
        var person = await db.People.SingleAsync(p => p.Email == Email, ct);
        services
            .GetRequiredService<Actor>()
            .SignIn(new PersonId(person.Id), person.DisplayName, ActorSource.Web);
        var held = await services.GetRequiredService<CurrentUser>().HeldAsync(ct);
        return Demand(
            await services
                .GetRequiredService<IssueToken>()
                .HandleAsync(new IssueTokenCommand("bench", [.. held], 1), ct)
        ).Secret;
    }

    private static T Demand<T>(Result<T> result) =>
        result.Failed ? throw new InvalidOperationException(result.Error.Message) : result.Value;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
