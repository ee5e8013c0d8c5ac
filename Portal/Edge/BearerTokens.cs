using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Portal.Core.Identity.Contracts;
using Portal.Core.Identity.Tokens;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Edge;

/// <summary><c>Authorization: Bearer portal_…</c> on <c>/api</c>. Answers problems, never a redirect.</summary>
internal sealed class BearerTokens(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logs,
    UrlEncoder encoder
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public new const string Scheme = "bearer";

    /// <summary>Claim with the token's id, which the rate limit counts by.</summary>
    public const string TokenClaim = "token";

    private const string Prefix = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.NoResult();
        }

        var tokens = Context.RequestServices.GetRequiredService<TokenQueries>();
        var bearer = await tokens.FindBearerAsync(
            header[Prefix.Length..].Trim(),
            Context.RequestAborted
        );
        if (bearer is null)
        {
            return AuthenticateResult.Fail("The token is unknown, expired or revoked.");
        }

        Context
            .RequestServices.GetRequiredService<Actor>()
            .SignIn(bearer.Person, bearer.DisplayName, ActorSource.Api, bearer.Rights);
        Context.RequestServices.GetRequiredService<CurrentTenant>().Enter(bearer.Tenant);
        var identity = new ClaimsIdentity(
            [
                new(
                    ClaimTypes.NameIdentifier,
                    bearer.Person.Value.ToString(CultureInfo.InvariantCulture)
                ),
                new(ClaimTypes.Name, bearer.DisplayName),
                new(TokenClaim, bearer.Token.Value.ToString(CultureInfo.InvariantCulture)),
            ],
            Scheme
        );
        return AuthenticateResult.Success(
            new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme)
        );
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return WriteAsync(
            StatusCodes.Status401Unauthorized,
            "Send a valid access token: Authorization: Bearer portal_…"
        );
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        WriteAsync(
            StatusCodes.Status403Forbidden,
            "The token's person or its scopes do not include the right this needs."
        );

    private Task WriteAsync(int status, string detail) =>
        Results.Problem(statusCode: status, detail: detail).ExecuteAsync(Context);
}
