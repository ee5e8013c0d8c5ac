using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Portal.Tests.Infrastructure;

/// <summary>The web process on a <see cref="TestPortal"/>'s database and clock, asked over http in memory.</summary>
public sealed partial class TestWeb : WebApplicationFactory<global::Portal.App>
{
    private readonly TestPortal _portal;
    private readonly IReadOnlyDictionary<string, string> _settings;

    public TestWeb(TestPortal portal, params (string Key, string Value)[] settings)
    {
        _portal = portal;
        _settings = settings.ToDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal);
    }

    /// <summary>A browser that follows no redirect, over https unless told otherwise.</summary>
    public HttpClient Browser(string address = "https://localhost") =>
        CreateClient(
            new WebApplicationFactoryClientOptions
            {
                BaseAddress = new Uri(address),
                AllowAutoRedirect = false,
            }
        );

    /// <summary>A program with a token.</summary>
    public HttpClient Program(string token)
    {
        var client = Browser();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>Sends the sign-in form as a browser does.</summary>
    public static async Task<HttpResponseMessage> SignInAsync(
        HttpClient browser,
        string email,
        string password,
        string returnUrl = "/"
    )
    {
        var address = $"/account/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}";
        var token = await FormTokenAsync(browser, "/account/sign-in");
        return await browser.PostAsync(
            address,
            Form(
                ("__RequestVerificationToken", token),
                ("_handler", "sign-in"),
                ("Form.Email", email),
                ("Form.Password", password)
            )
        );
    }

    public static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));

    /// <summary>The antiforgery token in a page's first form.</summary>
    public static async Task<string> FormTokenAsync(HttpClient browser, string page)
    {
        var html = await browser.GetStringAsync(new Uri(page, UriKind.Relative));
        var found = FormToken().Match(html);
        Assert.True(found.Success, $"{page} has no form with an antiforgery token.");
        return WebUtility.HtmlDecode(found.Groups["token"].Value);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        var redis = Environment.GetEnvironmentVariable("PORTAL_TEST_REDIS");
        builder.UseEnvironment("Production");
        builder.ConfigureLogging(log => log.ClearProviders());
        builder.UseSetting("ConnectionStrings:Portal", _portal.Database.AppConnection);
        builder.UseSetting("ConnectionStrings:Redis", $"{redis},abortConnect=false");
        builder.UseSetting("Redis:Prefix", $"test-{Guid.NewGuid():N}:");
        builder.UseSetting(
            "Storage:Path",
            Path.Combine(Path.GetTempPath(), $"web-{Guid.NewGuid():N}")
        );
        builder.UseSetting("Identity:RequireSecondFactor", "false");
        builder.UseSetting("Limits:SignInsPerMinute", "100000");
        builder.UseSetting(
            "Mail:PickupPath",
            Path.Combine(Path.GetTempPath(), $"mail-{Guid.NewGuid():N}")
        );
        foreach (var (key, value) in _settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureTestServices(services =>
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(_portal.Clock))
        );
    }

    [GeneratedRegex(
        "__RequestVerificationToken\" value=\"(?<token>[^\"]+)",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex FormToken();
}
