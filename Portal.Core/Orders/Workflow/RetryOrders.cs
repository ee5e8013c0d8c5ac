using Npgsql;
using NpgsqlTypes;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Orders.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Orders.Workflow;

/// <param name="Orders">Only these; null for all.</param>
/// <param name="FailureCode">Only those that failed by it; null for any.</param>
/// <param name="FailedOn">Only those that failed on these days; null for any day.</param>
public sealed record RetryOrdersCommand(
    IReadOnlyCollection<OrderId>? Orders = null,
    string? FailureCode = null,
    DateRange? FailedOn = null
);

/// <summary>
/// Failed orders go back to the start of the workflow and will be charged under a new key; answers
/// how many. Orders that have not failed are passed over. Refuses to retry everything there is.
/// </summary>
public sealed class RetryOrders(
    PortalConnections connections,
    CurrentUser user,
    TenantReader tenants,
    Actor actor,
    LiveSignals signals
)
{
    public async Task<Result<int>> HandleAsync(RetryOrdersCommand command, CancellationToken ct)
    {
        if (!await user.MayAsync(OrderPermissions.Process, ct))
        {
            return Error.Forbidden;
        }

        if (command is { Orders: null, FailureCode: null })
        {
            return OrderErrors.NothingToRetry;
        }

        var tenant = await tenants.CurrentAsync(ct);
        await using var connection = await connections.OpenAsync(ct);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand(WorkflowSql.Retry)
                {
                    Parameters =
                    {
                        SqlValue.OrNull(
                            command.Orders?.Select(o => o.Value).ToArray(),
                            NpgsqlDbType.Array | NpgsqlDbType.Bigint
                        ),
                        SqlValue.OrNull(command.FailureCode, NpgsqlDbType.Text),
                        SqlValue.OrNull(
                            command.FailedOn is { } days ? tenant.StartOf(days.First) : null,
                            NpgsqlDbType.TimestampTz
                        ),
                        SqlValue.OrNull(
                            command.FailedOn is { } range
                                ? tenant.StartOf(range.Last.AddDays(1))
                                : null,
                            NpgsqlDbType.TimestampTz
                        ),
                    },
                }.By(actor),
            },
        };
        var retried = await batch.ExecuteNonQueryAsync(ct);
        await signals.SendAsync(tenant.Id, LiveSignals.Orders);
        return retried;
    }
}
