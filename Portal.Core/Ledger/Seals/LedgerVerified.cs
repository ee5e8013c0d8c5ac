using Portal.Core.Events.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Ledger.Seals;

/// <summary>Somebody has read the tenant's books through.</summary>
public sealed record LedgerVerified : PortalEvent
{
    public LedgerVerified(TenantId tenant, LedgerVerification found) =>
        (Tenant, Found) = (tenant.Value, found);

    public override string Kind => "ledger.verified";

    public override EventSubject Subject => SubjectOf(new TenantId(Tenant));

    public long Tenant { get; }

    public LedgerVerification Found { get; }

    internal static EventSubject SubjectOf(TenantId tenant) => new("books", tenant.Value);
}
