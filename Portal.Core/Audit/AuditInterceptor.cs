using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata;
using Portal.Core.Data;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Audit;

/// <summary>Writes a line for every changed <see cref="IAudited"/> entity into the save that changes it.</summary>
internal sealed class AuditInterceptor(TimeProvider clock) : SaveChangesInterceptor
{
    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        if (eventData.Context is PortalDbContext db)
        {
            var changed = db
                .ChangeTracker.Entries<IAudited>()
                .Where(e =>
                    e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted
                )
                .ToList();
            foreach (var entry in changed)
            {
                await GiveIdAsync(db, entry, cancellationToken);
                Log(db, entry);
            }
        }

        return result;
    }

    private void Log(PortalDbContext db, EntityEntry entry)
    {
        if (AuditedValues.Of(entry) is not var (before, after))
        {
            return;
        }

        var key = entry.Metadata.FindPrimaryKey()!.Properties;
        db.AuditEntries.Add(
            new AuditEntry
            {
                Id = Guid.CreateVersion7(),
                TenantId = TenantOf(db, entry),
                OccurredAt = clock.GetUtcNow(),
                Action = entry.State switch
                {
                    EntityState.Added => AuditAction.Added,
                    EntityState.Deleted => AuditAction.Removed,
                    _ => AuditAction.Changed,
                },
                SubjectKind = SnakeCase.From(entry.Metadata.ClrType.Name),
                SubjectId = string.Join('/', key.Select(p => Stored(entry.Property(p.Name)))),
                SubjectName = AuditedValues.NameOf(entry),
                ActorId = db.Actor.Person,
                ActorName = db.Actor.Name,
                Source = db.Actor.Source,
                Before = before,
                After = after,
            }
        );
    }

    private static TenantId TenantOf(PortalDbContext db, EntityEntry entry) =>
        entry.Entity is ITenantOwned owned
            ? owned.TenantId
            : db.Tenant.IdOrNone ?? AuditEntry.Platform;

    /// <summary>The line names the row, so a new row gets its id now instead of at the insert.</summary>
    private static async Task GiveIdAsync(
        PortalDbContext db,
        EntityEntry entry,
        CancellationToken ct
    )
    {
        if (
            entry.State is not EntityState.Added
            || entry.Metadata.FindPrimaryKey() is not { Properties: [var key] }
            || key.ValueGenerated is not ValueGenerated.OnAdd
            || !entry.Property(key.Name).IsTemporary && entry.IsKeySet
        )
        {
            return;
        }

        var table = $"{entry.Metadata.GetSchema()}.{entry.Metadata.GetTableName()}";
        var ids = await db
            .Database.SqlQueryRaw<long>(
                "SELECT nextval(pg_get_serial_sequence({0}, {1})) AS \"Value\"",
                table,
                key.GetColumnName()
            )
            .ToListAsync(ct);
        var property = entry.Property(key.Name);
        property.CurrentValue = key.GetTypeMapping().Converter is { } converter
            ? converter.ConvertFromProvider(ids[0])
            : ids[0];
        property.IsTemporary = false;
    }

    private static string Stored(PropertyEntry property) =>
        Convert.ToString(
            property.Metadata.GetTypeMapping().Converter is { } converter
                ? converter.ConvertToProvider(property.CurrentValue)
                : property.CurrentValue,
            CultureInfo.InvariantCulture
        ) ?? "";
}
