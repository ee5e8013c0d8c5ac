using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Portal.Core.Identity.Contracts;
using Portal.Core.Identity.SignIn;

namespace Portal.Edge;

/// <summary>
/// Ends what an open page may do within seconds after its session ended, its person was locked or lost their last role in
/// the tenant, or the tenant was suspended: the page turns to sign-in, and Core has nobody acting in the circuit any more.
/// </summary>
internal sealed class SessionWatch(ILoggerFactory logs, IServiceScopeFactory scopes, Actor actor)
    : RevalidatingServerAuthenticationStateProvider(logs)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(4);

    protected override async Task<bool> ValidateAuthenticationStateAsync(
        AuthenticationState authenticationState,
        CancellationToken cancellationToken
    )
    {
        if (authenticationState.User.SessionOf() is { } session)
        {
            await using var scope = scopes.CreateAsyncScope();
            var sessions = scope.ServiceProvider.GetRequiredService<SessionQueries>();
            if (
                await sessions.CountsAsync(
                    session,
                    authenticationState.User.TenantOf(),
                    cancellationToken
                )
            )
            {
                return true;
            }
        }

        actor.SignOut();
        return false;
    }
}
