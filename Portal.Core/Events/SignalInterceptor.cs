using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Events;

/// <summary>
/// Tells open pages what a save has moved, so that no act has to think of it. Hand-written statements do not come by here
/// and send their signals themselves.
/// </summary>
internal sealed class SignalInterceptor(LiveSignals signals) : SaveChangesInterceptor
{
    /// <summary>After the save nothing is marked as changed any more, so what moved is noted before it.</summary>
    private readonly ConditionalWeakTable<
        DbContext,
        HashSet<(TenantId Tenant, string Topic)>
    > _moved = [];

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        if (eventData.Context is PortalDbContext db)
        {
            _moved.AddOrUpdate(
                db,
                [
                    .. db
                        .ChangeTracker.Entries<IShownLive>()
                        .Where(e =>
                            e.State
                                is EntityState.Added
                                    or EntityState.Modified
                                    or EntityState.Deleted
                        )
                        .Select(e =>
                            (
                                e.Entity is ITenantOwned owned
                                    ? owned.TenantId
                                    : LiveSignals.Everyone,
                                e.Entity.LiveTopic
                            )
                        ),
                ]
            );
        }

        return ValueTask.FromResult(result);
    }

    public override async ValueTask<int> SavedChangesAsync(
        SaveChangesCompletedEventData eventData,
        int result,
        CancellationToken cancellationToken = default
    )
    {
        if (eventData.Context is { } db && _moved.TryGetValue(db, out var moved))
        {
            _moved.Remove(db);
            foreach (var (tenant, topic) in moved)
            {
                await signals.SendAsync(tenant, topic);
            }
        }

        return result;
    }
}
