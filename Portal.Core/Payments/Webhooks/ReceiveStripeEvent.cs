using System.Diagnostics.Metrics;
using Npgsql;
using NpgsqlTypes;
using Portal.Core.Data;
using Portal.Core.Kernel;
using Portal.Core.Payments.Contracts;
using Portal.Core.Payments.Stripe;

namespace Portal.Core.Payments.Webhooks;

/// <param name="Body">As it came: the signature is over its bytes.</param>
/// <param name="Signature">The header <c>Stripe-Signature</c>.</param>
public sealed record ReceiveStripeEventCommand(ReadOnlyMemory<byte> Body, string? Signature);

/// <summary>
/// Writes down that Stripe has something to tell; a worker follows it. The signature is the right: of one
/// without it nothing is kept but the count. A repetition is taken, and does nothing.
/// </summary>
public sealed class ReceiveStripeEvent(
    PortalConnections connections,
    StripeOptions options,
    IMeterFactory meters,
    TimeProvider clock
)
{
    /// <summary>
    /// $1 gateway, $2 its number, $3 type, $4 when, $5 now, $6 order, $7 attempt, $8 refund, $9 payload, $10 payout, $11 tenant
    /// that its key names, $12 subject, $13 charges in dispute. A tenant is known by what is charged, given back or disputed.
    /// </summary>
    private const string Keep = $"""
        INSERT INTO payments.webhook_events
            (gateway, event_id, type, occurred_at, received_at, order_id, attempt, refund_id, payload, status, attempts, payout_id,
            subject, tenant_id)
        SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, 'waiting', 0, $10, $12, coalesce(
            (SELECT tenant_id FROM payments.attempts WHERE order_id = $6 AND attempt = $7),
            (SELECT tenant_id FROM payments.refunds WHERE refund_id = $8),
            (SELECT c.tenant_id FROM {CapturedChargesSql.OfStripe} c WHERE c.gateway_reference = ANY ($13) LIMIT 1), $11)
        ON CONFLICT (gateway, event_id) DO NOTHING
        """;

    private readonly Counter<long> _refused = meters
        .Create("Portal.Payments")
        .CreateCounter<long>(
            "portal.webhooks.refused",
            description: "Webhook calls whose signature was wrong or old, or whose text was no event."
        );

    /// <summary>Refuses what is forged, too old, or no event.</summary>
    public async Task<Result> HandleAsync(ReceiveStripeEventCommand command, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (
            !WebhookSignaturePolicy.IsGenuine(
                command.Body.Span,
                command.Signature,
                options.WebhookSecrets,
                now
            )
        )
        {
            _refused.Add(1);
            return WebhookErrors.NotGenuine;
        }

        if (StripeEventMessage.Read(command.Body.Span, now) is not var (told, charges))
        {
            _refused.Add(1);
            return WebhookErrors.NotUnderstood;
        }

        await using var connection = await connections.OpenAsync(ct);
        await using var keep = new NpgsqlCommand(Keep, connection)
        {
            Parameters =
            {
                SqlValue.Of(told.Gateway),
                SqlValue.Of(told.EventId),
                SqlValue.Of(told.Type),
                SqlValue.Of(told.OccurredAt),
                SqlValue.Of(told.ReceivedAt),
                SqlValue.OrNull(told.OrderId, NpgsqlDbType.Bigint),
                SqlValue.OrNull(told.Attempt, NpgsqlDbType.Integer),
                SqlValue.OrNull(told.RefundId, NpgsqlDbType.Bigint),
                SqlValue.OrNull(told.Payload, NpgsqlDbType.Text),
                SqlValue.OrNull(told.PayoutId, NpgsqlDbType.Bigint),
                SqlValue.Of(told.TenantId.Value),
                SqlValue.OrNull(told.Subject, NpgsqlDbType.Text),
                SqlValue.Of(charges),
            },
        };
        await keep.ExecuteNonQueryAsync(ct);
        return Result.Ok;
    }
}
