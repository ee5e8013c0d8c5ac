using Portal.Core.Kernel;
using Portal.Core.Payments.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Payments.Refunds;

/// <summary>A refund that this worker has to ask the gateway about.</summary>
/// <param name="Attempt">Number of this try.</param>
/// <param name="Gateway">The one that has the charge.</param>
/// <param name="MayHaveBeenSent">An earlier try may have reached the gateway, so it is asked before it is sent.</param>
/// <param name="Returns">How often it was sent and came back.</param>
public sealed record DueRefund(
    RefundId Id,
    int Attempt,
    string Gateway,
    RefundRequest Request,
    bool MayHaveBeenSent,
    int Returns = 0
);

/// <summary>A refund that somebody has paid out from the bank.</summary>
/// <param name="Returns">How often it was sent and came back before.</param>
/// <param name="BankReference">What the bank's statement will say of it.</param>
public sealed record RefundByHand(
    RefundId Id,
    TenantId Tenant,
    long OrderId,
    Money Amount,
    int Returns,
    string BankReference
);
