using Portal.Core.Data;
using Portal.Core.Identity.Contracts;

namespace Portal.Core.Imports;

/// <summary>Which imports the caller sees: the tenant's, or those of the shops they work for.</summary>
public sealed class ImportAccess(CurrentUser user)
{
    public ValueTask<AccessScope> ScopeAsync(CancellationToken ct) =>
        user.ScopeAsync(ImportPermissions.Read, ct);

    public ValueTask<AccessScope> RunScopeAsync(CancellationToken ct) =>
        user.ScopeAsync(ImportPermissions.Run, ct);

    /// <summary>Another shop's import is, to the caller, none at all.</summary>
    internal IQueryable<Import> Readable(PortalDbContext db, AccessScope scope) =>
        scope.IsWholeTenant ? db.Imports
        : scope.IsDenied ? db.Imports.Where(_ => false)
        : db.Imports.Where(i => i.SellerId != null && scope.Sellers.Contains(i.SellerId.Value));
}
