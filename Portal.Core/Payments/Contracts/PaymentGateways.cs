namespace Portal.Core.Payments.Contracts;

/// <summary>
/// The gateways of this installation. What was charged by one is asked about and given back there, also
/// after ways to pay have moved to another.
/// </summary>
/// <param name="usual">The one for orders whose way to pay names none, such as imported ones.</param>
/// <param name="named">All that are registered under a name.</param>
public sealed class PaymentGateways(IPaymentGateway usual, IEnumerable<IPaymentGateway> named)
{
    private readonly IReadOnlyList<IPaymentGateway> _all = [usual, .. named.Where(g => g != usual)];

    public IPaymentGateway Usual => usual;

    public IReadOnlyList<string> Names => [.. _all.Select(g => g.Name)];

    /// <summary>Those of other parties. What a wallet pays was money when it came in, or was not; cash nobody sends us.</summary>
    private IEnumerable<IPaymentGateway> Outside =>
        _all.Where(g => g.Name is not (RefundRequestsSql.Wallet or CashReceiptsSql.Gateway));

    /// <summary>Those that move no money: simulated, or in test mode.</summary>
    public IReadOnlyList<string> Rehearsing =>
        [.. Outside.Where(g => g.IsRehearsal).Select(g => g.Name)];

    /// <summary>No money moves, whatever a buyer chooses.</summary>
    public bool AllRehearse => Outside.All(g => g.IsRehearsal);

    /// <summary>No gateway takes longer to answer.</summary>
    public TimeSpan Timeout => _all.Max(g => g.Timeout);

    /// <summary>What a gateway of this name captures is no money. Simulators are known also where they are no longer configured.</summary>
    public bool IsRehearsal(string name) => Of(name)?.IsRehearsal ?? SimulatedGateways.Has(name);

    /// <summary>Null when this installation has none of that name, or no longer.</summary>
    public IPaymentGateway? Of(string name) => _all.FirstOrDefault(g => g.Name == name);
}
