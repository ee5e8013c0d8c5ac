using Portal.Core.Kernel;
using Portal.Kit.Dates;

namespace Portal.Areas.Seller.Workflow;

/// <summary>From a figure of the board to the list of exactly the orders behind it.</summary>
public static class WorkflowLinks
{
    /// <summary>The orders of one group of failures.</summary>
    public static string Failed(string cause, DateRange days) =>
        $"/orders?cause={Uri.EscapeDataString(cause)}&history=no&ended={new DaySpan(days.First, days.Last)}";
}
