using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using Portal.Core.Payments.Stripe;
using Portal.Tests.Architecture;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Payments.Stripe;

/// <summary>A server from npm that plays Stripe, with charges and refunds that it remembers. Its packages are installed once per checkout.</summary>
public sealed class StripeMock : IAsyncLifetime
{
    private static readonly string Folder = Path.Combine(SourceTree.Root, "tools", "stripe-mock");

    private readonly int _port = FreePort.Find();
    private readonly HttpClient _http = new();
    private Process? _server;

    public Uri Url => new($"http://127.0.0.1:{_port}/");

    public StripeOptions ToOptions() =>
        new()
        {
            SecretKey = "sk_test_portal",
            Url = Url,
            ReturnUrl = "https://shop.example/",
        };

    public async ValueTask InitializeAsync()
    {
        await InstallAsync();
        _server = Process.Start(
            new ProcessStartInfo("node", ["node_modules/stripe-stateful-mock/dist/cli.js"])
            {
                WorkingDirectory = Folder,
                Environment = { ["PORT"] = $"{_port}", ["LOG_LEVEL"] = "silent" },
            }
        );
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            "sk_test_portal"
        );
        await Eventually.TrueAsync(IsListeningAsync, "the Stripe mock answers");
    }

    /// <summary>A charge of a card, as a buyer's checkout makes it; answers its number.</summary>
    public async Task<string> ChargeAsync(long amount, string currency = "gbp")
    {
        using var form = new FormUrlEncodedContent([
            new("amount", $"{amount}"),
            new("currency", currency),
            new("source", "tok_visa"),
        ]);
        using var answer = await _http.PostAsync(new Uri(Url, "v1/charges"), form);
        using var charge = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return charge.RootElement.GetProperty("id").GetString()!;
    }

    /// <summary>How many refunds a charge has, and of how much together.</summary>
    public async Task<(int Count, long Amount)> RefundedAsync(string charge)
    {
        using var found = JsonDocument.Parse(
            await _http.GetStringAsync(new Uri(Url, $"v1/refunds?charge={charge}"))
        );
        var amounts = found
            .RootElement.GetProperty("data")
            .EnumerateArray()
            .Select(r => r.GetProperty("amount").GetInt64())
            .ToList();
        return (amounts.Count, amounts.Sum());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_server is { } server)
        {
            server.Kill();
            await server.WaitForExitAsync();
            server.Dispose();
        }
    }

    private static async Task InstallAsync()
    {
        if (File.Exists(Path.Combine(Folder, "node_modules", ".package-lock.json")))
        {
            return;
        }

        using var npm = Process.Start(
            new ProcessStartInfo(
                "npm",
                ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
            )
            {
                WorkingDirectory = Folder,
            }
        )!;
        await npm.WaitForExitAsync();
        Assert.Equal(0, npm.ExitCode);
    }

    private async Task<bool> IsListeningAsync()
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(Url, "v1/charges"));
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
