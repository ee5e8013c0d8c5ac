using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Identity;
using Portal.Core.Identity.Contracts;
using Portal.Core.Tenancy.Contracts;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Security;

/// <summary>Every endpoint and page, every role, own and foreign ids, against <see cref="AccessMatrix"/>.</summary>
public sealed partial class AccessMatrixTests : PortalTests
{
    private const long MissingId = 999_999_999;

    private static readonly Visitors[] All =
    [
        Visitors.Anonymous,
        Visitors.SellerA,
        Visitors.SellerB,
        Visitors.Courier,
        Visitors.Admin,
        Visitors.Finance,
        Visitors.Super,
        Visitors.OtherAdmin,
    ];

    private readonly Dictionary<Visitors, HttpClient> _browsers = [];
    private readonly Dictionary<Visitors, HttpClient> _programs = [];
    private TestWeb _web = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _web = new TestWeb(Portal, ("Limits:CallsPerMinute", "1000000"));
        var (other, _) = await Portal.AddTenantAsync("south");
        var second = await Portal.AddSellerAsync("second");
        await AddAsync(Visitors.SellerA, BuiltInRoles.Seller, Portal.Tenant, Portal.Seller);
        await AddAsync(Visitors.SellerB, BuiltInRoles.Seller, Portal.Tenant, second);
        await AddAsync(Visitors.Courier, BuiltInRoles.Courier, Portal.Tenant);
        await AddAsync(Visitors.Admin, BuiltInRoles.MarketplaceAdmin, Portal.Tenant);
        await AddAsync(Visitors.Finance, BuiltInRoles.FinanceAdmin, Portal.Tenant);
        await AddAsync(Visitors.Super, BuiltInRoles.SuperAdmin, null);
        await AddAsync(Visitors.OtherAdmin, BuiltInRoles.MarketplaceAdmin, other);
        _browsers[Visitors.Anonymous] = _web.Browser();
        _programs[Visitors.Anonymous] = _web.Browser();
    }

    public override async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public void EveryDoor_IsListedAndEveryListedDoorExists()
    {
        var there = Doors().Select(d => d.Name).ToHashSet(StringComparer.Ordinal);
        var listed = AccessMatrix.Doors.Select(d => d.Name).ToHashSet(StringComparer.Ordinal);

        var unlisted = there.Except(listed, StringComparer.Ordinal).Order(StringComparer.Ordinal);
        var gone = listed.Except(there, StringComparer.Ordinal).Order(StringComparer.Ordinal);
        Assert.True(!unlisted.Any(), "Not in AccessMatrix.cs:\n" + string.Join('\n', unlisted));
        Assert.True(!gone.Any(), "Listed in AccessMatrix.cs and gone:\n" + string.Join('\n', gone));
    }

    [Fact]
    public async Task EveryDoor_LetsInWhomTheTableSaysAndNobodyElse()
    {
        var wrong = new List<string>();
        foreach (var door in AccessMatrix.Doors)
        {
            foreach (var visitor in All)
            {
                using var answer = await KnockAsync(door.Name, visitor, MissingId);
                if (IsLetIn(answer) != door.Open.HasFlag(visitor))
                {
                    wrong.Add($"{door.Name}: {visitor} got {(int)answer.StatusCode}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task DoorWithAnId_AnswersAnotherTenantsAsOneThatDoesNotExist()
    {
        var wrong = new List<string>();
        foreach (var door in AccessMatrix.Doors.Where(d => d.Foreign is not Foreign.None))
        {
            var foreignId = await ForeignRows.AddAsync(Portal, door.Foreign);
            foreach (var visitor in All.Where(v => v is not Visitors.Super && door.Open.HasFlag(v)))
            {
                if (visitor is Visitors.OtherAdmin or Visitors.Anonymous)
                {
                    continue;
                }

                using var foreign = await KnockAsync(door.Name, visitor, foreignId);
                using var missing = await KnockAsync(door.Name, visitor, MissingId);
                var isSame = await BodyAsync(foreign) == await BodyAsync(missing);
                if (foreign.StatusCode is not HttpStatusCode.NotFound || !isSame)
                {
                    wrong.Add(
                        $"{door.Name}: {visitor} got {(int)foreign.StatusCode} for a foreign id"
                    );
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static async Task<string> BodyAsync(HttpResponseMessage answer) =>
        TraceId().Replace(await answer.Content.ReadAsStringAsync(), "");

    /// <summary>Inside is everything but "who are you" (401, the way to sign-in) and "not you" (403).</summary>
    private static bool IsLetIn(HttpResponseMessage answer) =>
        answer.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        && answer.Headers.Location?.OriginalString.Contains(
            "/account/sign-in?returnUrl",
            StringComparison.Ordinal
        ) != true;

    private async Task AddAsync(
        Visitors visitor,
        string role,
        TenantId? tenant,
        SellerId? seller = null
    )
    {
        var email = $"{visitor}@example.com".ToLowerInvariant();
        var person = await Portal.AddPersonAsync(email, role, tenant, seller);
        await using var scope = Portal.ScopeOf(person, tenant ?? Portal.Tenant);
        var held = await scope.Get<CurrentUser>().HeldAsync(CancellationToken.None);
        _programs[visitor] =
            held.Count > 0
                ? _web.Program(await Portal.IssueTokenAsync(person, tenant))
                : _web.Program(await Portal.AddBareTokenAsync(person, tenant!.Value));
        _browsers[visitor] = _web.Browser();
        using var answer = await TestWeb.SignInAsync(
            _browsers[visitor],
            email,
            TestPeople.Password
        );
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private async Task<HttpResponseMessage> KnockAsync(string door, Visitors visitor, long id)
    {
        var (method, pattern) = (door.Split(' ')[0], door.Split(' ')[1]);
        var path = Parameter()
            .Replace(pattern, p => SampleOf(p.Groups["name"].Value, p.Groups["kind"].Value, id));
        var isApi = pattern.StartsWith("/api", StringComparison.Ordinal);
        var client = (isApi ? _programs : _browsers)[visitor];
        using var request = new HttpRequestMessage(
            method is "PAGE" ? HttpMethod.Get : new HttpMethod(method),
            new Uri(path, UriKind.Relative)
        );
        if (request.Method != HttpMethod.Get)
        {
            // What our own pages send with an upload; a form of another site cannot.
            request.Headers.Add("X-Portal-Upload", "1");
            request.Content = new StringContent(
                "{}",
                System.Text.Encoding.UTF8,
                "application/json"
            );
        }

        return await client.SendAsync(request);
    }

    private static string SampleOf(string name, string kind, long id) =>
        kind is "datetime" || name is "date"
            ? "2026-01-01"
            : id.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>All endpoints but static files and the framework's own; a page once, whatever its methods.</summary>
    private IEnumerable<(string Name, RouteEndpoint Endpoint)> Doors() =>
        _web
            .Services.GetServices<EndpointDataSource>()
            .SelectMany(s => s.Endpoints)
            .OfType<RouteEndpoint>()
            .Where(e =>
                !e.Metadata.Any(m => m.GetType().Name is "StaticAssetDescriptor")
                && !e.RoutePattern.RawText!.TrimStart('/').StartsWith('_')
            )
            .SelectMany(e => NamesOf(e), (e, name) => (name, e));

    private static IEnumerable<string> NamesOf(RouteEndpoint endpoint)
    {
        var pattern = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
        if (endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)
        {
            return [$"PAGE {pattern}"];
        }

        var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"];
        return methods.Select(m => $"{m} {pattern}");
    }

    [GeneratedRegex(
        @"\{\**(?<name>\w+)(:(?<kind>\w+))?[^}]*\}",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Parameter();

    [GeneratedRegex("\"trace_id\":\"[^\"]*\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TraceId();
}
