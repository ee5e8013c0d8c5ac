using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Identity.Contracts;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Security;

/// <summary>Every endpoint and page, every role, own and foreign ids, against <see cref="AccessMatrix"/>.</summary>
public sealed partial class AccessMatrixTests : PortalTests
{
    private const long MissingId = 999_999_999;

    private static readonly Visitors[] All = [Visitors.Anonymous, .. MatrixPeople.SignedIn];

    private readonly Dictionary<Visitors, HttpClient> _browsers = [];
    private readonly Dictionary<Visitors, HttpClient> _programs = [];
    private TestWeb _web = null!;
    private MatrixPeople _people = null!;
    private OwnedRows _rows = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _web = new TestWeb(
            Portal,
            ("Limits:CallsPerMinute", "1000000"),
            ("Storage:Path", Portal.Settings["Storage:Path"]!)
        );
        _people = await MatrixPeople.AddAsync(Portal);
        _rows = new OwnedRows(_people);
        foreach (var visitor in MatrixPeople.SignedIn)
        {
            await SignInAsync(visitor);
        }

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
                using var answer = await KnockAsync(door, visitor, MissingId);
                if (IsLetIn(answer) != door.Open.HasFlag(visitor))
                {
                    wrong.Add($"{door.Name}: {visitor} got {(int)answer.StatusCode}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void EveryDoorWithAnId_SaysWhatItNames()
    {
        var silent = AccessMatrix
            .Doors.Where(d => HasId().IsMatch(d.Name) != d.Row is not RowKind.None)
            .Select(d => d.Name);

        Assert.Empty(silent);
    }

    [Fact]
    public async Task DoorWithAnId_OpensOnesOwnAndAnswersAnothersAsOneThatDoesNotExist()
    {
        var wrong = new List<string>();
        foreach (var door in AccessMatrix.Doors.Where(d => d.Row is not RowKind.None))
        {
            foreach (var visitor in MatrixPeople.SignedIn.Where(v => door.Open.HasFlag(v)))
            {
                using var missing = await KnockAsync(door, visitor, MissingId);
                foreach (var owner in OwnedRows.Owners)
                {
                    var id = await _rows.AddAsync(door.Row, owner);
                    var before = await _rows.StateAsync(door.Row, id);
                    using var answer = await KnockAsync(door, visitor, id);
                    var isOwn =
                        door.Everywhere.HasFlag(visitor)
                        || OwnedRows.IsOwn(door.Row, visitor, owner);
                    var isRight = isOwn
                        ? IsAboutTheRow(answer)
                        : await IsTheSameAsync(door, answer, missing)
                            && await _rows.StateAsync(door.Row, id) == before;
                    if (!isRight)
                    {
                        wrong.Add(
                            $"{door.Name}: {visitor} got {(int)answer.StatusCode} for {owner}'s"
                        );
                    }
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>Done, or refused for the state it is in or a wrong proof: who is told that may see it.</summary>
    private static bool IsAboutTheRow(HttpResponseMessage answer) =>
        answer.IsSuccessStatusCode
        || answer.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity;

    /// <summary>Not to be told from one that does not exist: "not found" in the same words; for a page, the same empty frame.</summary>
    private static async Task<bool> IsTheSameAsync(
        Door door,
        HttpResponseMessage answer,
        HttpResponseMessage missing
    ) =>
        door.Name.StartsWith("PAGE ", StringComparison.Ordinal)
            ? answer.StatusCode == missing.StatusCode
            : answer.StatusCode is HttpStatusCode.NotFound
                && await BodyAsync(answer) == await BodyAsync(missing);

    private static async Task<string> BodyAsync(HttpResponseMessage answer) =>
        TraceId().Replace(await answer.Content.ReadAsStringAsync(), "");

    /// <summary>Inside is everything but "who are you" (401, the way to sign-in) and "not you" (403).</summary>
    private static bool IsLetIn(HttpResponseMessage answer) =>
        answer.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        && answer.Headers.Location?.OriginalString.Contains(
            "/account/sign-in?returnUrl",
            StringComparison.Ordinal
        ) != true;

    private async Task SignInAsync(Visitors visitor)
    {
        var (person, tenant, _) = _people.Of(visitor);
        await using var scope = Portal.ScopeOf(person, tenant);
        var held = await scope.Get<CurrentUser>().HeldAsync(CancellationToken.None);
        _programs[visitor] = _web.Program(
            held.Count > 0
                ? await Portal.IssueTokenAsync(person, tenant)
                : await Portal.AddBareTokenAsync(person, tenant)
        );
        _browsers[visitor] = _web.Browser();
        using var answer = await TestWeb.SignInAsync(
            _browsers[visitor],
            MatrixPeople.EmailOf(visitor),
            TestPeople.Password
        );
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private async Task<HttpResponseMessage> KnockAsync(Door door, Visitors visitor, long id)
    {
        var (method, pattern) = (door.Name.Split(' ')[0], door.Name.Split(' ')[1]);
        var path = Parameter()
            .Replace(
                pattern,
                p => SampleOf(door.Row, p.Groups["name"].Value, p.Groups["kind"].Value, id)
            );
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
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
            request.Content = new StringContent(
                door.Body.Replace(
                    "{id}",
                    id.ToString(CultureInfo.InvariantCulture),
                    StringComparison.Ordinal
                ),
                System.Text.Encoding.UTF8,
                "application/json"
            );
        }

        return await client.SendAsync(request);
    }

    private static string SampleOf(RowKind row, string name, string kind, long id) =>
        kind is "datetime" || name is "date" ? "2026-01-01"
        : row is RowKind.Cart && name is "id" ? OwnedRows.CartNumber(id)
        : id.ToString(CultureInfo.InvariantCulture);

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

    /// <summary>A parameter that names a row.</summary>
    [GeneratedRegex(@"\{\w*[iI]d(:long)?\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HasId();

    [GeneratedRegex("\"trace_id\":\"[^\"]*\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TraceId();
}
