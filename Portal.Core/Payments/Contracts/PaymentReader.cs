using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Kernel;

namespace Portal.Core.Payments.Contracts;

/// <summary>One try to charge an order, for people to read.</summary>
/// <param name="PaymentUrl">Where the buyer pays, as long as they can.</param>
public sealed record PaymentAttemptView(
    int Attempt,
    string Key,
    Money Amount,
    PaymentStatus Status,
    string Gateway,
    string? GatewayReference,
    string? PaymentUrl,
    string? DeclineCode,
    string? Message,
    DateTimeOffset CreatedAt,
    DateTimeOffset? SentAt,
    DateTimeOffset? AnsweredAt
)
{
    public bool WaitsForItsBuyer => Status is PaymentStatus.Waiting;
}

/// <summary>Reads payments for other modules. The caller has checked the right to the order.</summary>
public sealed class PaymentReader(IDbContextFactory<PortalDbContext> contexts)
{
    /// <summary>All tries of one order, the first first.</summary>
    public async Task<IReadOnlyList<PaymentAttemptView>> OfOrderAsync(
        long orderId,
        CancellationToken ct
    )
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db
            .PaymentAttempts.Where(a => a.OrderId == orderId)
            .OrderBy(a => a.Attempt)
            .Select(a => new PaymentAttemptView(
                a.Attempt,
                a.Key,
                new Money(a.AmountMinor, a.Currency),
                a.Status,
                a.Gateway,
                a.GatewayReference,
                a.Status == PaymentStatus.Waiting || a.Status == PaymentStatus.Unknown
                    ? a.PaymentUrl
                    : null,
                a.DeclineCode,
                a.Message,
                a.CreatedAt,
                a.SentAt,
                a.AnsweredAt
            ))
            .ToListAsync(ct);
    }
}
