namespace Portal.Core.Payments.Contracts;

/// <summary>Gateways that only play at charging. What they captured must never be taken for money.</summary>
public static class SimulatedGateways
{
    internal const string OverHttp = "simulated";
    internal const string InProcess = "in_process";

    /// <param name="gateway">As <see cref="IPaymentGateway.Name"/> says and payment attempts keep.</param>
    public static bool Has(string gateway) => gateway is OverHttp or InProcess;
}
