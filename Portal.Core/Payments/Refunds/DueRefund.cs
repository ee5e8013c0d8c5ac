using Portal.Core.Payments.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Payments.Refunds;

/// <summary>A refund that this worker has to ask the gateway about.</summary>
/// <param name="Attempt">Number of this try.</param>
/// <param name="MayHaveBeenSent">An earlier try may have reached the gateway, so it is asked before it is sent.</param>
public sealed record DueRefund(
    TenantId Tenant,
    RefundId Id,
    long OrderId,
    int Attempt,
    RefundRequest Request,
    bool MayHaveBeenSent
);
