using Npgsql;
using Portal.Core.Data;

namespace Portal.Core.Orders.Workflow;

/// <summary>How a batch that the database refuses is taken apart before its orders are under a lease.</summary>
internal static class BatchBisection
{
    /// <summary>
    /// Halves the batch as long as the database refuses it. What is left out stays for the next
    /// batch, so the neighbours of an order that is refused are worked within a few of them.
    /// </summary>
    /// <param name="batchSize">Orders of the first try.</param>
    /// <param name="lease">Takes so many orders at most, and lists those it came to.</param>
    /// <param name="alone">What becomes of the one to blame.</param>
    public static async Task<LeasedBatch> TryAsync<TOrder>(
        int batchSize,
        Func<int, List<TOrder>, Task<LeasedBatch>> lease,
        Func<TOrder, PostgresException, Task<LeasedBatch>> alone
    )
    {
        var atMost = batchSize;
        while (true)
        {
            var tried = new List<TOrder>();
            try
            {
                return await lease(atMost, tried);
            }
            catch (PostgresException e) when (tried.Count > 0 && RefusalPolicy.IsAboutValues(e))
            {
                if (tried.Count == 1)
                {
                    return await alone(tried[0], e);
                }

                atMost = tried.Count / 2;
            }
        }
    }
}
