using Portal.Core.Payments.Contracts;
using Portal.Tests.Orders;

namespace Portal.Tests.Payments.Stripe;

/// <summary>A gateway whose caller may die after a charge was closed and before the answer is written down.</summary>
internal sealed class DyingGateway(IPaymentGateway inner) : IPaymentGateway
{
    public bool DiesAfterClosing { get; set; }

    public string Name => inner.Name;

    public TimeSpan Timeout => inner.Timeout;

    public bool IsRehearsal => inner.IsRehearsal;

    public Task<GatewayAnswer> ChargeAsync(ChargeRequest charge, CancellationToken ct) =>
        inner.ChargeAsync(charge, ct);

    public Task<GatewayAnswer> FindAsync(ChargeRequest charge, CancellationToken ct) =>
        inner.FindAsync(charge, ct);

    public async Task<GatewayAnswer> CloseAsync(ChargeRequest charge, CancellationToken ct)
    {
        var closed = await inner.CloseAsync(charge, ct);
        return DiesAfterClosing ? throw new WorkerDiedException() : closed;
    }

    public Task<RefundAnswer> RefundAsync(RefundRequest refund, CancellationToken ct) =>
        inner.RefundAsync(refund, ct);

    public Task<RefundAnswer> FindRefundAsync(RefundRequest refund, CancellationToken ct) =>
        inner.FindRefundAsync(refund, ct);
}
