using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Portal.Core.Data;
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
            try
            {
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
            catch (Exception e) when (AvailabilityPolicy.IsAway(e))
            {
                // Nobody can do anything without the database; that is no reason to sign everybody out.
                return true;
            }
        }

        actor.SignOut();
        return false;
    }
}
