using System.Collections.Concurrent;
using Portal.Core.Payments.Contracts;

namespace Portal.Tests.Orders;

/// <summary>A gateway that captures everything, unless told otherwise, and lets a test step in between.</summary>
internal sealed class HookedGateway(string name = "hooked") : IPaymentGateway
{
    private readonly ConcurrentQueue<string> _charged = new();
    private readonly ConcurrentQueue<string> _refunded = new();

    /// <summary>Runs after a charge was made and before it is answered.</summary>
    public Func<Task> OnCharge { get; set; } = () => Task.CompletedTask;

    /// <summary>What it answers to a charge.</summary>
    public GatewayAnswer Answer { get; set; } = new(GatewayVerdict.Captured, "hooked-1");

    /// <summary>Runs when an attempt is about to be written.</summary>
    public Action OnName { get; set; } = () => { };

    /// <summary>Keys in the order they came, repeated ones included.</summary>
    public IReadOnlyCollection<string> Charged => _charged;

    /// <summary>What it answers when it is asked for a refund; whatever is no refusal was given back.</summary>
    public Func<RefundRequest, Task<RefundAnswer>> OnRefund { get; set; } =
        _ => Task.FromResult(new RefundAnswer(RefundVerdict.Sent, "hooked-2"));

    /// <summary>What it answers when it is asked what became of a refund it has given back.</summary>
    public Func<RefundAnswer> OnFindRefund { get; set; } =
        () => new RefundAnswer(RefundVerdict.Sent, "hooked-2");

    /// <summary>Keys of what was given back, repeated ones included.</summary>
    public IReadOnlyCollection<string> Refunded => _refunded;

    public string Name
    {
        get
        {
            OnName();
            return name;
        }
    }

    public TimeSpan Timeout => TimeSpan.FromSeconds(1);

    public async Task<GatewayAnswer> ChargeAsync(ChargeRequest charge, CancellationToken ct)
    {
        _charged.Enqueue(charge.Key);
        await OnCharge();
        return Answer;
    }

    public Task<GatewayAnswer> FindAsync(ChargeRequest charge, CancellationToken ct) =>
        Task.FromResult(
            _charged.Contains(charge.Key) ? Answer : new GatewayAnswer(GatewayVerdict.NeverSeen)
        );

    public async Task<RefundAnswer> RefundAsync(RefundRequest refund, CancellationToken ct)
    {
        var answer = await OnRefund(refund);
        if (answer.Verdict is not RefundVerdict.Refused)
        {
            _refunded.Enqueue(refund.Key);
        }

        return answer;
    }

    public Task<RefundAnswer> FindRefundAsync(RefundRequest refund, CancellationToken ct) =>
        Task.FromResult(
            _refunded.Contains(refund.Key)
                ? OnFindRefund()
                : new RefundAnswer(RefundVerdict.NeverSeen)
        );
}

/// <summary>Stands for the end of the process at this point.</summary>
public sealed class WorkerDiedException : Exception;
