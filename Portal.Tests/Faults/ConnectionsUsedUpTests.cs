using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Portal.Core.Identity;
using Portal.Core.Identity.Contracts;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;

namespace Portal.Tests.Faults;

/// <summary>
/// Other sessions hold every connection PostgreSQL has. Who asks is told to come back later, nothing
/// is lost, and everything goes on by itself when there are connections again.
/// </summary>
public sealed class ConnectionsUsedUpTests : PortalTests
{
    private const string Email = "ada@example.com";

    private PrivatePostgres _server = null!;

    protected override async Task<TestPortal> StartAsync()
    {
        _server = await PrivatePostgres.StartNewAsync("max_connections=40");
        return await TestPortal.StartAsync(Configure, await TestDatabase.CreateAsync(_server));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Api_NoConnectionLeft_AnswersAProblemThatSaysWhenToComeBack()
    {
        var person = await AddAdminAsync();
        await using var web = new TestWeb(Portal);
        using var program = web.Program(await Portal.IssueTokenAsync(person));
        await StatusIsAsync(HttpStatusCode.OK, program, "/api/v1/orders");

        await using (await HeldConnections.TakeAllAsync(Portal))
        {
            foreach (var path in new[] { "/api/v1/orders", "/api/kpis/daily", "/api/health" })
            {
                using var answer = await program.GetAsync(new Uri(path, UriKind.Relative));
                await SaysComeBackAsync(answer);
                var problem = await answer.Content.ReadFromJsonAsync<JsonObject>();
                Assert.Equal(
                    "application/problem+json",
                    answer.Content.Headers.ContentType?.MediaType
                );
                Assert.Equal(503, (int?)problem!["status"]);
                Assert.StartsWith("The database does not answer", (string?)problem["detail"]);
            }
        }

        await StatusIsAsync(HttpStatusCode.OK, program, "/api/v1/orders");
    }

    [Fact]
    public async Task Pages_NoConnectionLeft_SayThatTheDatabaseDoesNotAnswer()
    {
        await AddAdminAsync();
        await using var web = new TestWeb(Portal);
        using var browser = web.Browser();
        using var signedIn = await TestWeb.SignInAsync(browser, Email, TestPeople.Password);
        await StatusIsAsync(HttpStatusCode.OK, browser, "/orders");

        await using (await HeldConnections.TakeAllAsync(Portal))
        {
            foreach (var path in new[] { "/orders", "/dashboard", "/imports" })
            {
                using var answer = await browser.GetAsync(new Uri(path, UriKind.Relative));
                await SaysComeBackAsync(answer);
                await SaysSoOnAPageAsync(answer);
            }
        }

        await StatusIsAsync(HttpStatusCode.OK, browser, "/orders");
    }

    [Fact]
    public async Task Forms_NoConnectionLeft_SayThatTheDatabaseDoesNotAnswer()
    {
        await AddAdminAsync();
        await using var web = new TestWeb(Portal);
        using var browser = web.Browser();
        var token = await TestWeb.FormTokenAsync(browser, "/account/sign-in");

        await using (await HeldConnections.TakeAllAsync(Portal))
        {
            using var form = TestWeb.Form(
                ("__RequestVerificationToken", token),
                ("_handler", "sign-in"),
                ("Form.Email", Email),
                ("Form.Password", TestPeople.Password)
            );
            using var answer = await browser.PostAsync(
                new Uri("/account/sign-in", UriKind.Relative),
                form
            );
            await SaysComeBackAsync(answer);
            await SaysSoOnAPageAsync(answer);
        }
    }

    [Fact]
    public async Task Health_NoConnectionLeft_IsAliveButNotReady()
    {
        await using var web = new TestWeb(Portal);
        using var balancer = web.Browser();
        await StatusIsAsync(HttpStatusCode.OK, balancer, "/health/ready");

        await using (await HeldConnections.TakeAllAsync(Portal))
        {
            using var ready = await balancer.GetAsync(new Uri("/health/ready", UriKind.Relative));
            await SaysComeBackAsync(ready);
            Assert.Equal(
                "not ready: the database does not answer",
                await ready.Content.ReadAsStringAsync()
            );
            await StatusIsAsync(HttpStatusCode.OK, balancer, "/health/live");
        }

        await StatusIsAsync(HttpStatusCode.OK, balancer, "/health/ready");
    }

    [Fact]
    public async Task Worker_NoConnectionLeft_WaitsAndGoesOnByItself()
    {
        var seed = new OrderSeed(Portal);
        var product = await seed.AddProductAsync("MUG", 100_000);
        await using var worker = WorkerProcess.Start(
            Portal,
            new Dictionary<string, string>(StringComparer.Ordinal)
        );
        await seed.AddOrdersAsync(100, _ => [(product, 1)]);
        await WorkedAsync(100);

        await using (await HeldConnections.TakeAllAsync(Portal))
        {
            await seed.AddOrdersAsync(100, _ => [(product, 1)]);
            await Eventually.TrueAsync(
                () => Task.FromResult(worker.Said("53300")),
                "the worker is refused"
            );
            Assert.True(worker.IsRunning);
        }

        // A worker asks again after five seconds at the latest.
        await WorkedAsync(200);
        await worker.StopAsync();
    }

    private Task<PersonId> AddAdminAsync() =>
        Portal.AddPersonAsync(Email, BuiltInRoles.MarketplaceAdmin, Portal.Tenant);

    private Task WorkedAsync(int orders) =>
        Eventually.TrueAsync(
            async () =>
                await Portal.AdminScalarAsync<long>(
                    "SELECT count(*) FROM orders.orders WHERE status IN ('completed', 'failed')"
                ) == orders,
            "the orders are worked"
        );

    private static async Task SaysSoOnAPageAsync(HttpResponseMessage answer) =>
        Assert.Contains(
            "<h1>The database does not answer</h1>",
            await answer.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );

    private static async Task SaysComeBackAsync(HttpResponseMessage answer)
    {
        var said = await answer.Content.ReadAsStringAsync();
        Assert.True(
            answer.StatusCode is HttpStatusCode.ServiceUnavailable,
            $"{answer.RequestMessage?.RequestUri}: {answer.StatusCode} {said}"
        );
        Assert.NotNull(answer.Headers.RetryAfter?.Delta);
        Assert.DoesNotContain("Npgsql", said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }

    private static async Task StatusIsAsync(HttpStatusCode expected, HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.True(
            answer.StatusCode == expected,
            $"{path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}"
        );
    }
}
