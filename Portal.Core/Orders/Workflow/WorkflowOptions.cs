namespace Portal.Core.Orders.Workflow;

/// <summary>Configuration section <c>Workflow</c>.</summary>
public sealed class WorkflowOptions
{
    /// <summary>Orders taken in one go.</summary>
    public int BatchSize { get; set; } = 500;

    /// <summary>How long a worker may keep a batch before another may take it over, by the database's clock.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long stock is held for a payment under way.</summary>
    public TimeSpan HoldFor { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Charges of one batch that are under way at the same time.</summary>
    public int GatewayCalls { get; set; } = 20;

    /// <summary>First wait before an unknown payment is asked about; grows with its age.</summary>
    public TimeSpan AskAgainAfter { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long until the gateway is asked whether a buyer has paid there, unless it says so before.</summary>
    public TimeSpan AskWaitingAfter { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Batches under way in one worker: at least and at most.</summary>
    public int MinBatches { get; set; } = 5;

    public int MaxBatches { get; set; } = 20;

    /// <summary>
    /// Batches of one worker that write at the same time; the others are at the gateway or wait. Batches of a tenant
    /// take turns at its stock, so that more of them only stand in each other's way.
    /// </summary>
    public int Writers { get; set; } = 3;

    /// <summary>Half a lease is for asking the gateway, the rest for its last answers (two calls at most) and for writing them down.</summary>
    internal TimeSpan PayFor => Lease / 2;

    /// <summary>Every mistake of the configuration, as sentences.</summary>
    internal IEnumerable<string> Mistakes(TimeSpan gatewayTimeout)
    {
        if (BatchSize is < 1 or > 500)
        {
            yield return "Workflow:BatchSize must be between 1 and 500.";
        }

        if (Lease - PayFor <= gatewayTimeout * 2)
        {
            yield return "Workflow:Lease must be more than four times Gateway:Timeout.";
        }

        if (HoldFor < Lease)
        {
            yield return "Workflow:HoldFor must not be shorter than Workflow:Lease.";
        }

        if (GatewayCalls is < 1 or > 200)
        {
            yield return "Workflow:GatewayCalls must be between 1 and 200.";
        }

        if (AskAgainAfter < TimeSpan.FromMilliseconds(50))
        {
            yield return "Workflow:AskAgainAfter must be at least 50 ms.";
        }

        if (AskWaitingAfter < TimeSpan.FromMilliseconds(50))
        {
            yield return "Workflow:AskWaitingAfter must be at least 50 ms.";
        }

        if (MinBatches < 1 || MaxBatches < MinBatches || MaxBatches > 50)
        {
            yield return "Workflow:MinBatches and MaxBatches must be between 1 and 50, in this order.";
        }

        if (Writers is < 1 or > 50)
        {
            yield return "Workflow:Writers must be between 1 and 50.";
        }
    }
}
