using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Orders.Contracts;

namespace Portal.Core.Orders.Workflow;

public sealed record ProcessOrderCommand(OrderId OrderId);

/// <summary>Where an order stands after it was processed, and what took how long.</summary>
public sealed record ProcessedOrder(
    OrderId OrderId,
    string Reference,
    OrderStatus Status,
    int Attempt,
    string? FailureCode,
    string? FailureDetail,
    TimeSpan ReserveFor,
    TimeSpan PayFor,
    TimeSpan FinishFor
);

/// <summary>
/// Walks one order now, with the caller waiting. Refuses an order that has ended and one that a
/// worker has in hand.
/// </summary>
public sealed class ProcessOrder(
    IDbContextFactory<PortalDbContext> contexts,
    CurrentUser user,
    OrderPump pump
)
{
    public async Task<Result<ProcessedOrder>> HandleAsync(
        ProcessOrderCommand command,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(OrderPermissions.Process, ct))
        {
            return Error.Forbidden;
        }

        var pumped = await pump.PumpOneAsync(command.OrderId.Value, ct);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var order = await db
            .Orders.Where(o => o.Id == command.OrderId)
            .Select(o => new ProcessedOrder(
                o.Id,
                o.Reference,
                o.Status,
                o.Attempt,
                o.FailureCode,
                o.FailureDetail,
                pumped.ReserveFor,
                pumped.PayFor,
                pumped.FinishFor
            ))
            .SingleOrDefaultAsync(ct);
        if (order is null)
        {
            return OrderErrors.NotFound;
        }

        if (pumped.Claimed > 0)
        {
            return order;
        }

        return order.Status is OrderStatus.Pending or OrderStatus.Paying
            ? OrderErrors.UnderWay
            : OrderErrors.AlreadyEnded;
    }
}
