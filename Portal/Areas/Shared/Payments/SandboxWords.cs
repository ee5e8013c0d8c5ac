using Portal.Core.Payments.Contracts;

namespace Portal.Areas.Shared.Payments;

/// <summary>How gateways that move no money are told to people.</summary>
internal static class SandboxWords
{
    /// <summary>Null while every gateway moves money.</summary>
    public static string? Of(PaymentGateways gateways)
    {
        if (gateways.Rehearsing is not { Count: > 0 } rehearsing)
        {
            return null;
        }

        var which = string.Join(' ', rehearsing.Select(Of));
        return gateways.AllRehearse ? $"{which} No money moves." : $"{which} No money moves there.";
    }

    /// <param name="gateway">One that only rehearses.</param>
    public static string Of(string gateway) =>
        SimulatedGateways.Has(gateway)
            ? "Payments are simulated."
            : $"{char.ToUpperInvariant(gateway[0])}{gateway[1..]} is in test mode.";
}
