using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Data;

public partial class PortalDbContext
{
    /// <summary>
    /// Saves once, at the end of an act. A lost race answers <see cref="Error.ChangedMeanwhile"/>;
    /// a broken unique key answers the error given for that constraint, or a general conflict.
    /// </summary>
    /// <param name="ct">Stops the save.</param>
    /// <param name="taken">What a broken unique constraint means, by constraint name.</param>
    public async Task<Result> SaveAsync(
        CancellationToken ct,
        params (string Constraint, Error Error)[] taken
    )
    {
        try
        {
            await SaveChangesAsync(ct);
            return Result.Ok;
        }
        catch (DbUpdateConcurrencyException)
        {
            return Error.ChangedMeanwhile;
        }
        catch (DbUpdateException e)
            when (e.InnerException
                    is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } broken
            )
        {
            var known = Array.Find(taken, t => t.Constraint == broken.ConstraintName);
            return known.Error
                ?? Error.Conflict("already_exists", "Something with the same key already exists.");
        }
    }

    public override Task<int> SaveChangesAsync(
        bool acceptAllChangesOnSuccess,
        CancellationToken cancellationToken = default
    )
    {
        StampTenant();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Save asynchronously.");

    /// <summary>New rows get the tenant of the call; a row of another tenant is a bug and is refused.</summary>
    private void StampTenant()
    {
        foreach (var entry in ChangeTracker.Entries<ITenantOwned>())
        {
            if (entry.State is EntityState.Added && entry.Entity.TenantId == default)
            {
                entry.Entity.TenantId = Tenant.Id;
            }

            var isForeign = !Tenant.IsPlatform && entry.Entity.TenantId != Tenant.Id;
            if (isForeign && entry.State is not (EntityState.Unchanged or EntityState.Detached))
            {
                throw new InvalidOperationException(
                    $"A {entry.Metadata.ClrType.Name} of tenant {entry.Entity.TenantId.Value} "
                        + $"cannot be saved by a call of tenant {Tenant.Id.Value}."
                );
            }
        }
    }
}
