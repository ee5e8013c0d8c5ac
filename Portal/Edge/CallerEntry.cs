using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Identity.SignIn;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Edge;

/// <summary>Tells Core who acts in which tenant; once per scope, which is a request or a circuit.</summary>
public sealed class CallerEntry(Actor actor, CurrentTenant tenant)
{
    public void Enter(ClaimsPrincipal user)
    {
        if (user.PersonOf() is not { } person || user.OwesSecondFactor())
        {
            return;
        }

        actor.SignIn(person, user.Identity?.Name ?? "somebody", ActorSource.Web);
        if (user.TenantOf() is { } id && !tenant.IsEntered)
        {
            tenant.Enter(id);
        }
    }
}

/// <summary>
/// Between authentication and authorization. Sends a person who owes a second factor to its set-up,
/// whatever page they asked for.
/// </summary>
public static class CallerMiddleware
{
    private const string SetUp = "/account/second-factor";

    public static IApplicationBuilder UseCaller(this IApplicationBuilder app) =>
        app.Use(
            async (context, next) =>
            {
                if (context.Request.ComesByToken())
                {
                    await next(context);
                    return;
                }

                if (
                    context.User.OwesSecondFactor()
                    && !context.Request.IsUnder(SetUp)
                    && !context.Request.IsUnder("/account/sign-out")
                    && context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null
                )
                {
                    context.Response.Redirect(SetUp);
                    return;
                }

                var services = context.RequestServices;
                services.GetRequiredService<CallerEntry>().Enter(context.User);
                if (services.GetRequiredService<CurrentTenant>().IdOrNone is { } tenant)
                {
                    // The page of a refusal is sent without waiting for what it reads, so the tenant has to be known by then.
                    await services
                        .GetRequiredService<TenantReader>()
                        .FindAsync(tenant, context.RequestAborted);
                }

                await next(context);
            }
        );
}

/// <summary>Enters a circuit as the person and tenant of the request that opened it, and notes that they are active.</summary>
internal sealed class CircuitEntry(
    AuthenticationStateProvider authentication,
    CallerEntry entry,
    IServiceScopeFactory scopes
) : CircuitHandler
{
    private SessionId? _session;

    public override async Task OnCircuitOpenedAsync(
        Circuit circuit,
        CancellationToken cancellationToken
    )
    {
        var state = await authentication.GetAuthenticationStateAsync();
        _session = state.User.SessionOf();
        entry.Enter(state.User);
    }

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(
        Func<CircuitInboundActivityContext, Task> next
    )
    {
        var touched = 0L;
        return async activity =>
        {
            var now = Environment.TickCount64;
            if (_session is { } session && now - touched > 60_000)
            {
                touched = now;
                await TouchAsync(session);
            }

            await next(activity);
        };
    }

    private async Task TouchAsync(SessionId session)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope
                .ServiceProvider.GetRequiredService<SessionQueries>()
                .TouchAsync(session, CancellationToken.None);
        }
        catch (Exception e) when (AvailabilityPolicy.IsAway(e))
        {
            // What the person does may need no database, and is noted again in a minute.
        }
    }
}
