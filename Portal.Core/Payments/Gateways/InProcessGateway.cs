using Portal.Core.Payments.Contracts;

namespace Portal.Core.Payments.Gateways;

/// <summary>
/// The simulated gateway without a network, for figures and small installations. It remembers
/// nothing: the same key always gets the same answer, so sending again charges nothing new.
/// </summary>
public sealed class InProcessGateway(ApprovalPolicy policy) : IPaymentGateway
{
    private static readonly Task<GatewayAnswer> NeverSeen = Task.FromResult(
        new GatewayAnswer(GatewayVerdict.NeverSeen)
    );

    public string Name => SimulatedGateways.InProcess;

    public TimeSpan Timeout => TimeSpan.Zero;

    public Task<GatewayAnswer> ChargeAsync(ChargeRequest charge, CancellationToken ct) =>
        Task.FromResult(policy.Decide(charge.Key));

    public Task<GatewayAnswer> FindAsync(ChargeRequest charge, CancellationToken ct) => NeverSeen;

    public Task<RefundAnswer> RefundAsync(RefundRequest refund, CancellationToken ct) =>
        Task.FromResult(new RefundAnswer(RefundVerdict.Sent, policy.ReferenceOf(refund.Key)));

    public Task<RefundAnswer> FindRefundAsync(RefundRequest refund, CancellationToken ct) =>
        Task.FromResult(new RefundAnswer(RefundVerdict.NeverSeen));
}
