using Npgsql;
using NpgsqlTypes;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Orders.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement;

public sealed record MarkDeliveredCommand(OrderId Order);

/// <summary>
/// Starts the dispute window of an order's lines, those of the caller's shops or all, once. Answers how
/// many lines it was; refuses without the right and when there is nothing in escrow to deliver.
/// </summary>
public sealed class MarkDelivered(
    PortalConnections connections,
    CurrentUser user,
    CurrentTenant tenant,
    Actor actor,
    TimeProvider clock
)
{
    private static readonly SettlementTerms Default = new();

    public async Task<Result<int>> HandleAsync(MarkDeliveredCommand command, CancellationToken ct)
    {
        var reach = await user.ScopeAsync(SettlementPermissions.Deliver, ct);
        if (reach.IsDenied)
        {
            return Error.Forbidden;
        }

        await using var connection = await connections.OpenAsync(ct);
        await using var deliver = new NpgsqlCommand(SalesSql.Deliver, connection)
        {
            Parameters =
            {
                SqlValue.Of(command.Order.Value),
                SqlValue.Of(clock.GetUtcNow()),
                SqlValue.OrNull(reach.SellerIdsOrNull, NpgsqlDbType.Array | NpgsqlDbType.Bigint),
                SqlValue.Of(Default.DisputeDays),
                SqlValue.Of(tenant.Id.Value),
            },
        };
        deliver.Parameters.AddActor(actor);
        var lines = (int)(long)(await deliver.ExecuteScalarAsync(ct))!;
        return lines == 0 ? SettlementErrors.SaleNotFound : lines;
    }
}
