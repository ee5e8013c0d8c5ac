using System.ComponentModel.DataAnnotations;
using Npgsql;
using NpgsqlTypes;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Orders.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement;

/// <param name="Lines">Line numbers of the order; the others go on.</param>
/// <param name="Reason">Why they are frozen; null to let their time go on.</param>
public sealed record FreezeSalesCommand(
    OrderId Order,
    IReadOnlyList<int> Lines,
    [property: StringLength(300, MinimumLength = 3)] string? Reason
);

/// <summary>
/// Keeps lines of an order in escrow whatever the time, or lets their time go on. Refuses without the
/// right, lines whose money has left escrow, and to let go what a buyer's bank disputes. The order's history says who did it.
/// </summary>
public sealed class FreezeSales(
    PortalConnections connections,
    OrderRefunds orders,
    CurrentUser user,
    CurrentTenant tenant,
    Actor actor
)
{
    public async Task<Result> HandleAsync(FreezeSalesCommand command, CancellationToken ct)
    {
        if (!await user.MayAsync(SettlementPermissions.Release, ct))
        {
            return Error.Forbidden;
        }

        var input = InputCheck.Of(command);
        if (input.Failed)
        {
            return input.Error;
        }

        var lines = command.Lines.Distinct().ToArray();
        await using var connection = await connections.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (command.Reason is null)
        {
            var order = await orders.LockAsync(connection, transaction, command.Order, ct);
            if (order?.Disputed.Minor > 0)
            {
                return SettlementErrors.ChargedBack;
            }
        }

        await using var freeze = new NpgsqlCommand(SalesSql.Freeze, connection, transaction)
        {
            Parameters =
            {
                SqlValue.Of(command.Order.Value),
                SqlValue.Of(lines),
                SqlValue.OrNull(command.Reason?.Trim(), NpgsqlDbType.Text),
                SqlValue.Of(tenant.Id.Value),
            },
        };
        freeze.Parameters.AddActor(actor);
        if (lines.Length == 0 || (long)(await freeze.ExecuteScalarAsync(ct))! != lines.Length)
        {
            return SettlementErrors.SaleNotFound;
        }

        await transaction.CommitAsync(ct);
        return Result.Ok;
    }
}
