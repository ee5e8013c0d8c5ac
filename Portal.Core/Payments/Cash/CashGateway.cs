using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NpgsqlTypes;
using Portal.Core.Data;
using Portal.Core.Payments.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Payments.Cash;

/// <summary>
/// Cash on delivery: a charge waits until somebody writes down that the cash was received or refused, and is asked about at
/// once then. What was paid in cash cannot be sent back by itself.
/// </summary>
public sealed class CashGateway(IServiceScopeFactory scopes) : IPaymentGateway
{
    /// <summary>Whoever writes the outcome down has it asked about, so this only mends what was lost.</summary>
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromHours(12);

    private static readonly GatewayAnswer Waiting = new(
        GatewayVerdict.Waiting,
        Message: "The buyer pays on delivery.",
        AskAgainAfter: AskAgainAfter
    );

    /// <summary>$1 tenant, $2 order, $3 key of the charge.</summary>
    private const string Find = """
        SELECT attempt, outcome, reason FROM payments.cash_receipts
        WHERE tenant_id = $1 AND order_id = $2 AND 'order-' || order_id || '-' || attempt = $3
        """;

    public string Name => CashReceiptsSql.Gateway;

    /// <summary>None: nobody outside is asked.</summary>
    public TimeSpan Timeout => TimeSpan.Zero;

    public Task<GatewayAnswer> ChargeAsync(ChargeRequest charge, CancellationToken ct) =>
        Task.FromResult(Waiting);

    public async Task<GatewayAnswer> FindAsync(ChargeRequest charge, CancellationToken ct)
    {
        try
        {
            return await ReadAsync(charge, ct) ?? Waiting;
        }
        catch (NpgsqlException)
        {
            return new GatewayAnswer(
                GatewayVerdict.Unknown,
                Message: "The list of cash received could not be read."
            );
        }
    }

    /// <summary>Nobody has to be asked: who hands cash over later finds the order cancelled.</summary>
    public async Task<GatewayAnswer> CloseAsync(ChargeRequest charge, CancellationToken ct)
    {
        var found = await FindAsync(charge, ct);
        return found.Verdict is GatewayVerdict.Waiting
            ? new GatewayAnswer(
                GatewayVerdict.Declined,
                DeclineCode: "called_off",
                Message: "Called off before it was delivered."
            )
            : found;
    }

    public Task<RefundAnswer> RefundAsync(RefundRequest refund, CancellationToken ct) =>
        Task.FromResult(
            new RefundAnswer(
                RefundVerdict.Refused,
                Code: "no_way_back",
                Message: "Cash cannot be sent back. Pay it out and write that down.",
                MayPass: false
            )
        );

    public Task<RefundAnswer> FindRefundAsync(RefundRequest refund, CancellationToken ct) =>
        Task.FromResult(new RefundAnswer(RefundVerdict.NeverSeen));

    private async Task<GatewayAnswer?> ReadAsync(ChargeRequest charge, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Enter(charge.Tenant);
        var found = await scope
            .ServiceProvider.GetRequiredService<PortalConnections>()
            .ReadAsync(
                Find,
                [
                    SqlValue.Of(charge.Tenant.Value),
                    SqlValue.Of(charge.OrderId),
                    SqlValue.OrNull(charge.Key, NpgsqlDbType.Text),
                ],
                r => AnswerOf(charge, r),
                ct
            );
        return found.Count > 0 ? found[0] : null;
    }

    private static GatewayAnswer AnswerOf(ChargeRequest charge, NpgsqlDataReader receipt) =>
        SnakeCase.ToEnum<CashOutcome>(receipt.GetString(1)) is CashOutcome.Received
            ? new GatewayAnswer(GatewayVerdict.Captured, $"cash-{charge.Key}")
            : new GatewayAnswer(
                GatewayVerdict.Declined,
                DeclineCode: "refused_on_delivery",
                Message: receipt.GetString(2)
            );
}
