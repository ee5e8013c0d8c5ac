using System.Collections.Concurrent;
using Portal.Core.Payments.Contracts;

namespace Portal.Tests.Orders;

/// <summary>A gateway that captures everything and lets a test step in between.</summary>
internal sealed class HookedGateway : IPaymentGateway
{
    private readonly ConcurrentQueue<string> _charged = new();

    /// <summary>Runs after a charge was made and before it is answered.</summary>
    public Func<Task> OnCharge { get; set; } = () => Task.CompletedTask;

    /// <summary>Runs when an attempt is about to be written.</summary>
    public Action OnName { get; set; } = () => { };

    /// <summary>Keys in the order they came, repeated ones included.</summary>
    public IReadOnlyCollection<string> Charged => _charged;

    public string Name
    {
        get
        {
            OnName();
            return "hooked";
        }
    }

    public TimeSpan Timeout => TimeSpan.FromSeconds(1);

    public async Task<GatewayAnswer> ChargeAsync(ChargeRequest charge, CancellationToken ct)
    {
        _charged.Enqueue(charge.Key);
        await OnCharge();
        return new GatewayAnswer(GatewayVerdict.Captured, "hooked-1");
    }

    public Task<GatewayAnswer> FindAsync(string key, CancellationToken ct) =>
        Task.FromResult(
            _charged.Contains(key)
                ? new GatewayAnswer(GatewayVerdict.Captured, "hooked-1")
                : new GatewayAnswer(GatewayVerdict.NeverSeen)
        );
}

/// <summary>Stands for the end of the process at this point.</summary>
public sealed class WorkerDiedException : Exception;
