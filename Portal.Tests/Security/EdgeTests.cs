using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Portal.Core.Identity;
using Portal.Edge;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Security;

/// <summary>The doors of the house over http: cookies, forms, redirects, tokens, limits.</summary>
public sealed class EdgeTests : PortalTests
{
    private TestWeb _web = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _web = new TestWeb(Portal, ("Limits:CallsPerMinute", "20"));
        await Portal.AddPersonAsync(
            "admin@example.com",
            BuiltInRoles.MarketplaceAdmin,
            Portal.Tenant
        );
    }

    public override async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task SignIn_OverHttps_SetsAHostCookieNoScriptCanRead()
    {
        using var answer = await TestWeb.SignInAsync(
            _web.Browser(),
            "admin@example.com",
            TestPeople.Password,
            "/orders"
        );

        var cookie = answer
            .Headers.GetValues("Set-Cookie")
            .Single(c => c.Contains("portal.session", StringComparison.Ordinal))
            .ToLowerInvariant();
        Assert.StartsWith("__host-portal.session=", cookie, StringComparison.Ordinal);
        Assert.All(
            ["; secure", "; httponly", "; samesite=lax", "; path=/"],
            flag => Assert.Contains(flag, cookie, StringComparison.Ordinal)
        );
        Assert.DoesNotContain("domain=", cookie, StringComparison.Ordinal);
        Assert.Equal(
            "/orders",
            new Uri(answer.Headers.Location!.OriginalString, UriKind.RelativeOrAbsolute).PathOf()
        );
    }

    [Fact]
    public async Task Session_EndedElsewhere_TheCookieOpensNothing()
    {
        var browser = _web.Browser();
        using var signedIn = await TestWeb.SignInAsync(
            browser,
            "admin@example.com",
            TestPeople.Password
        );
        await Portal.AdminScalarAsync<int>("UPDATE identity.sessions SET ended_at = now()");

        using var answer = await browser.GetAsync(new Uri("/account", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains(
            "/account/sign-in",
            answer.Headers.Location!.OriginalString,
            StringComparison.Ordinal
        );
    }

    /// <summary>Nothing has read the tenant before.</summary>
    [Theory]
    [InlineData("/nowhere", HttpStatusCode.NotFound)]
    [InlineData("/finance", HttpStatusCode.Forbidden)]
    public async Task Refusal_AsTheFirstPageOfAProcess_IsDrawn(string path, HttpStatusCode status)
    {
        var browser = _web.Browser();
        using var signedIn = await TestWeb.SignInAsync(
            browser,
            "admin@example.com",
            TestPeople.Password
        );

        using var answer = await browser.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(
            "This page does not exist",
            await answer.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("/account/sign-out")]
    [InlineData("/account/tenant")]
    [InlineData("/account/sign-in")]
    public async Task Post_WithoutTheFormsToken_IsRefused(string path)
    {
        var browser = _web.Browser();
        if (path != "/account/sign-in")
        {
            using var signedIn = await TestWeb.SignInAsync(
                browser,
                "admin@example.com",
                TestPeople.Password
            );
        }

        using var answer = await browser.PostAsync(
            new Uri(path, UriKind.Relative),
            TestWeb.Form(("tenant", "1"), ("_handler", "sign-in"))
        );

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("https:evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/\t/evil.example")]
    [InlineData("/\n/evil.example")]
    [InlineData(" //evil.example")]
    [InlineData("evil.example")]
    [InlineData("///evil.example")]
    [InlineData("/\u2028/evil.example")]
    [InlineData("")]
    [InlineData(null)]
    public void ReturnPath_OfAnotherSite_LeadsHome(string? wanted) =>
        Assert.Equal("/", ReturnPath.Safe(wanted));

    [Theory]
    [InlineData("/orders?status=failed&page=2")]
    [InlineData("/admin/people/7")]
    public void ReturnPath_OfThisSite_IsFollowed(string wanted) =>
        Assert.Equal(wanted, ReturnPath.Safe(wanted));

    [Fact]
    public async Task Api_WithoutToken_AnswersAProblemAndNoRedirect()
    {
        var browser = _web.Browser();
        using var signedIn = await TestWeb.SignInAsync(
            browser,
            "admin@example.com",
            TestPeople.Password
        );

        using var answer = await browser.GetAsync(new Uri("/api/v1/me", UriKind.Relative));

        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.NotEqual("", problem.GetProperty("trace_id").GetString());
    }

    [Fact]
    public async Task Api_UnknownPath_IsAProblemToo()
    {
        var person = await Portal.AddPersonAsync(
            "program@example.com",
            BuiltInRoles.MarketplaceAdmin,
            Portal.Tenant
        );
        using var answer = await _web.Program(await Portal.IssueTokenAsync(person))
            .GetAsync(new Uri("/api/v1/nothing", UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Api_TokenWithoutTheScope_Is403()
    {
        var person = await Portal.AddPersonAsync(
            "program@example.com",
            BuiltInRoles.MarketplaceAdmin,
            Portal.Tenant
        );
        var token = await Portal.IssueTokenAsync(person, null, "audit.read");

        using var answer = await _web.Program(token)
            .GetAsync(new Uri("/api/v1/orders", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Api_TooManyCallsOfOneToken_AreRefusedWithATimeToComeBack()
    {
        var person = await Portal.AddPersonAsync(
            "program@example.com",
            BuiltInRoles.MarketplaceAdmin,
            Portal.Tenant
        );
        var program = _web.Program(await Portal.IssueTokenAsync(person));
        var other = _web.Program(await Portal.IssueTokenAsync(person));
        for (var i = 0; i < 20; i++)
        {
            using var within = await program.GetAsync(new Uri("/api/v1/me", UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, within.StatusCode);
        }

        using var refused = await program.GetAsync(new Uri("/api/v1/me", UriKind.Relative));
        using var others = await other.GetAsync(new Uri("/api/v1/me", UriKind.Relative));

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.True(refused.Headers.RetryAfter!.Delta > TimeSpan.Zero);
        Assert.Equal(HttpStatusCode.OK, others.StatusCode);
    }

    [Fact]
    public async Task TenantCookie_ForgedForAForeignTenant_IsIgnored()
    {
        var (foreign, _) = await Portal.AddTenantAsync("south");
        var browser = _web.Browser();
        using var signedIn = await TestWeb.SignInAsync(
            browser,
            "admin@example.com",
            TestPeople.Password
        );
        var token = await TestWeb.FormTokenAsync(browser, "/account");

        using var switched = await browser.PostAsync(
            new Uri("/account/tenant", UriKind.Relative),
            TestWeb.Form(
                ("__RequestVerificationToken", token),
                ("tenant", $"{foreign.Value}"),
                ("returnUrl", "//evil.example")
            )
        );
        var page = await browser.GetStringAsync(new Uri("/account/tokens", UriKind.Relative));

        Assert.Equal("/", switched.Headers.Location!.OriginalString);
        Assert.Contains("Tenant north", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Tenant south", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/account/sign-in")]
    [InlineData("/api/v1/me")]
    [InlineData("/health/live")]
    [InlineData("/nothing-here")]
    public async Task EveryAnswer_CarriesTheSecurityHeaders(string path)
    {
        using var answer = await _web.Browser().GetAsync(new Uri(path, UriKind.Relative));

        var policy = string.Join(' ', answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "script-src 'self' 'unsafe-inline'",
            policy,
            StringComparison.Ordinal
        );
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task SecondFactorRequired_TheAdminSeesNothingButItsSetUp()
    {
        await using var strict = new TestWeb(Portal, ("Identity:RequireSecondFactor", "true"));
        var browser = strict.Browser();
        using var signedIn = await TestWeb.SignInAsync(
            browser,
            "admin@example.com",
            TestPeople.Password
        );

        using var orders = await browser.GetAsync(new Uri("/orders", UriKind.Relative));
        using var setUp = await browser.GetAsync(
            new Uri("/account/second-factor", UriKind.Relative)
        );

        Assert.Equal("/account/second-factor", orders.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.OK, setUp.StatusCode);
    }
}

file static class Paths
{
    public static string PathOf(this Uri address) =>
        address.IsAbsoluteUri ? address.AbsolutePath : address.OriginalString;
}
