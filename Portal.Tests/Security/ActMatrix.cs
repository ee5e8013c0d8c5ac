using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Analytics;
using Portal.Core.Catalog;
using Portal.Core.Data;
using Portal.Core.Identity;
using Portal.Core.Identity.People;
using Portal.Core.Identity.Preferences;
using Portal.Core.Identity.SignIn;
using Portal.Core.Identity.Tokens;
using Portal.Core.Imports;
using Portal.Core.Imports.Csv;
using Portal.Core.Jobs;
using Portal.Core.Kernel;
using Portal.Core.Notifications;
using Portal.Core.Orders;
using Portal.Core.Orders.Checkout;
using Portal.Core.Orders.Contracts;
using Portal.Core.Orders.Workflow;
using Portal.Core.Tenancy;

namespace Portal.Tests.Security;

/// <summary>One method of Core that pages and endpoints ask with an id.</summary>
/// <param name="Method"><c>RetryJob.HandleAsync</c>.</param>
/// <param name="Open">Whom it lets in; others are forbidden, or told that there is no such thing.</param>
/// <param name="Row">What the id names.</param>
/// <param name="Ask">Asks it; null when it was done or answered.</param>
/// <param name="Everywhere">Who may use it with an id of any tenant.</param>
internal sealed record IdDoor(
    string Method,
    Visitors Open,
    RowKind Row,
    Func<IServiceProvider, long, Task<Error?>> Ask,
    Visitors Everywhere = Visitors.None
);

/// <summary>
/// The expectation for every act and read of Core that takes an id, whoever passes it on: a page's
/// circuit, an endpoint, the command line. <see cref="ActMatrixTests"/> fails when one is missing
/// here, or listed and gone.
/// </summary>
internal static partial class ActMatrix
{
    public static readonly IReadOnlyList<IdDoor> Doors =
    [
        // Orders and figures
        On<OrderQueries>(
            "FindAsync",
            Visitors.Sellers | Visitors.Office,
            RowKind.Order,
            async (q, id) => Found(await q.FindAsync(new(id), default))
        ),
        On<RetryOrders>(
            "HandleAsync",
            Visitors.Admins,
            RowKind.Order,
            async (a, id) =>
                await a.HandleAsync(new([new(id)]), default) switch
                {
                    { Failed: true } refused => refused.Error,
                    { Value: 0 } => OrderErrors.NotFound,
                    _ => null,
                }
        ),
        On<ProcessOrder>(
            "HandleAsync",
            Visitors.Admins,
            RowKind.Order,
            async (a, id) => Error(await a.HandleAsync(new(new(id)), default))
        ),
        // Checkout
        On<OfferQueries>(
            "FindAsync",
            Visitors.Admins,
            RowKind.Offer,
            async (q, id) => Found(await q.FindAsync(new(id), default))
        ),
        new(
            "SetCartLine.HandleAsync",
            Visitors.Admins,
            RowKind.Offer,
            async (services, id) =>
            {
                var cart = await services
                    .GetRequiredService<CreateCart>()
                    .HandleAsync(new(null, null), default);
                return cart.Failed
                    ? cart.Error
                    : Error(
                        await services
                            .GetRequiredService<SetCartLine>()
                            .HandleAsync(new(cart.Value.Id, new(id), 1), default)
                    );
            }
        ),
        On<CancelOrder>(
            "HandleAsync",
            Visitors.Admins,
            RowKind.PendingOrder,
            async (a, id) => Error(await a.HandleAsync(new(new(id)), default))
        ),
        On<LeaderboardQueries>(
            "CustomerPlaceAsync",
            Visitors.Sellers | Visitors.Office,
            RowKind.Customer,
            async (q, id) => Error(await q.CustomerPlaceAsync(id, default))
        ),
        // Products
        On<ProductPictures>(
            "FindAsync",
            Visitors.Sellers | Visitors.Office,
            RowKind.Product,
            async (q, id) => Found(await q.FindAsync(new(id), default))
        ),
        .. Money,
        .. Settlement,
        .. Chargebacks,
        // Imports
        On<ImportQueries>(
            "FindAsync",
            Visitors.Sellers | Visitors.Office,
            RowKind.Import,
            async (q, id) => Found(await q.FindAsync(new(id), default))
        ),
        On<RejectedRows>(
            "NameAsync",
            Visitors.Sellers | Visitors.Office,
            RowKind.Import,
            async (q, id) => Error(await q.NameAsync(new(id), default))
        ),
        On<RejectedRows>(
            "WriteAsync",
            Visitors.Sellers | Visitors.Office,
            RowKind.Import,
            async (q, id) => Error(await q.WriteAsync(new(id), Stream.Null, default))
        ),
        On<ConfigureImport>(
            "HandleAsync",
            Visitors.Sellers | Visitors.Admins,
            RowKind.Import,
            async (a, id) =>
                Error(
                    await a.HandleAsync(
                        new(
                            new(id),
                            new CsvFormat(),
                            new ColumnMapping(
                                ImportShape.OrderTotals,
                                new Dictionary<ImportField, string>()
                            ),
                            new ImportOptions()
                        ),
                        default
                    )
                )
        ),
        On<RemoveMapping>(
            "HandleAsync",
            Visitors.Sellers | Visitors.Admins,
            RowKind.Mapping,
            async (a, id) => Error(await a.HandleAsync(new(new(id)), default))
        ),
        On<StartCheck>(
            "HandleAsync",
            Visitors.Sellers | Visitors.Admins,
            RowKind.Import,
            async (a, id) => Error(await a.HandleAsync(new(new(id)), default))
        ),
        On<StartImport>(
            "HandleAsync",
            Visitors.Sellers | Visitors.Admins,
            RowKind.Import,
            async (a, id) => Error(await a.HandleAsync(new(new(id)), default))
        ),
        On<CancelImport>(
            "HandleAsync",
            Visitors.Sellers | Visitors.Admins,
            RowKind.Import,
            async (a, id) => Error(await a.HandleAsync(new(new(id)), default))
        ),
        // Jobs
        On<JobQueries>(
            "FindAsync",
            Visitors.Admins,
            RowKind.Job,
            async (q, id) => Error(await q.FindAsync(new(id), default)),
            Visitors.Super
        ),
        On<RetryJob>(
            "HandleAsync",
            Visitors.Admins,
            RowKind.Job,
            async (a, id) => Error(await a.HandleAsync(new(new(id)), default)),
            Visitors.Super
        ),
        On<CancelJob>(
            "HandleAsync",
            Visitors.Admins,
            RowKind.Job,
            async (a, id) => Error(await a.HandleAsync(new(new(id)), default)),
            Visitors.Super
        ),
        // Notifications
        On<NotificationQueries>(
            "FindAsync",
            Visitors.Office,
            RowKind.Notification,
            async (q, id) => Error(await q.FindAsync(new(id), default))
        ),
        On<NotificationQueries>(
            "OfOrderAsync",
            Visitors.Office,
            RowKind.Order,
            async (q, id) => Error(await q.OfOrderAsync(new(id), default))
        ),
        On<NotificationQueries>(
            "PreferencesAsync",
            Visitors.Office,
            RowKind.Customer,
            async (q, id) => Error(await q.PreferencesAsync(new CustomerId(id), default))
        ),
        On<ResendNotification>(
            "HandleAsync",
            Visitors.Admins,
            RowKind.Notification,
            async (a, id) => Error(await a.HandleAsync(new(new(id)), default))
        ),
        On<SetPreference>(
            "HandleAsync",
            Visitors.Admins,
            RowKind.Customer,
            async (a, id) =>
                Error(
                    await a.HandleAsync(
                        new(new(id), NotificationKind.OrderFailed, NotificationChannel.Email, true),
                        default
                    )
                )
        ),
        // People
        On<PeopleQueries>(
            "FindAsync",
            Visitors.Admins,
            RowKind.Person,
            async (q, id) => Error(await q.FindAsync(new(id), default))
        ),
        On<DisablePerson>(
            "HandleAsync",
            Visitors.Admins,
            RowKind.Person,
            async (a, id) => Error(await a.HandleAsync(new(id), default)),
            Visitors.Super
        ),
        On<UnlockPerson>(
            "HandleAsync",
            Visitors.Admins,
            RowKind.Person,
            async (a, id) => Error(await a.HandleAsync(new(id), default)),
            Visitors.Super
        ),
        new(
            "GrantRole.HandleAsync",
            Visitors.Admins,
            RowKind.Person,
            async (services, id) =>
            {
                await using var db = await services
                    .GetRequiredService<IDbContextFactory<PortalDbContext>>()
                    .CreateDbContextAsync();
                // The courier's role brings no right, so nobody lacks what it gives.
                var role = await db.Roles.SingleAsync(r => r.Key == BuiltInRoles.Courier);
                var grant = services.GetRequiredService<GrantRole>();
                return Error(await grant.HandleAsync(new(new(id), role.Id, null), default));
            },
            Visitors.Super
        ),
        On<RevokeRole>(
            "HandleAsync",
            Visitors.Admins,
            RowKind.Grant,
            async (a, id) => Error(await a.HandleAsync(new(id), default))
        ),
        // One's own account
        On<RevokeToken>(
            "HandleAsync",
            Visitors.SignedIn,
            RowKind.Token,
            async (a, id) => Error(await a.HandleAsync(new(id), default))
        ),
        On<EndSessions>(
            "HandleAsync",
            Visitors.SignedIn,
            RowKind.Session,
            async (a, id) => Error(await a.HandleAsync(new(Only: new(id)), default))
        ),
        On<RemoveView>(
            "HandleAsync",
            Visitors.SignedIn,
            RowKind.View,
            async (a, id) => Error(await a.HandleAsync(new(new(id)), default))
        ),
        // The platform
        On<SuspendTenant>(
            "HandleAsync",
            Visitors.Super,
            RowKind.Tenant,
            async (a, id) => Error(await a.HandleAsync(new(id), default)),
            Visitors.Super
        ),
        On<ReopenTenant>(
            "HandleAsync",
            Visitors.Super,
            RowKind.Tenant,
            async (a, id) => Error(await a.HandleAsync(new(id), default)),
            Visitors.Super
        ),
    ];

    private static IdDoor On<T>(
        string method,
        Visitors open,
        RowKind row,
        Func<T, long, Task<Error?>> ask,
        Visitors everywhere = Visitors.None
    )
        where T : notnull =>
        new(
            $"{typeof(T).Name}.{method}",
            open,
            row,
            (services, id) => ask(services.GetRequiredService<T>(), id),
            everywhere
        );

    private static Error? Error(Result answer) => answer.Failed ? answer.Error : null;

    private static Error? Error<T>(Result<T> answer) => answer.Failed ? answer.Error : null;

    private static Error? Found(object? row) =>
        row is null ? Core.Kernel.Error.NotFound("nothing", "Null.") : null;
}
