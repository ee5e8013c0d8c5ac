using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Payments.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Connect;

/// <summary>
/// Asks Stripe once more about shops' accounts it told something of, and writes it down. What it does not say is asked in the next
/// round. Does nothing where Stripe is not configured. Refuses without the right.
/// </summary>
public sealed class AskToldAccounts(
    IDbContextFactory<PortalDbContext> contexts,
    PortalConnections connections,
    IEnumerable<ITransferGateway> gateways,
    CurrentUser user,
    CurrentTenant tenant,
    TimeProvider clock
)
{
    private const int BatchSize = 20;

    /// <summary>$1 tenant, $2 at most.</summary>
    private const string Told = $"""
        SELECT a.seller_id, m.received_at FROM {WebhookHintsSql.Accounts} m
        JOIN settlement.connected_accounts a ON a.tenant_id = m.tenant_id AND a.account_id = m.subject
        WHERE m.tenant_id = $1 AND (a.heard_at IS NULL OR m.received_at > a.heard_at)
        ORDER BY m.received_at LIMIT $2
        """;

    /// <summary>One batch; answers how many it asked about.</summary>
    public async Task<Result<int>> HandleAsync(CancellationToken ct)
    {
        if (!await user.MayAsync(SettlementPermissions.Pay, ct))
        {
            return Error.Forbidden;
        }

        if (gateways.FirstOrDefault() is not { } gateway)
        {
            return 0;
        }

        var told = await connections.ReadAsync(
            Told,
            [SqlValue.Of(tenant.Id.Value), SqlValue.Of(BatchSize)],
            r => (Seller: new SellerId(r.GetInt64(0)), At: r.GetFieldValue<DateTimeOffset>(1)),
            ct
        );
        var refused = Result.Ok;
        foreach (var (seller, at) in told)
        {
            var noted = await AskAsync(gateway, seller, at, ct);
            refused = refused.Failed ? refused : noted;
        }

        return refused.Failed ? refused.Error : told.Count;
    }

    private async Task<Result> AskAsync(
        ITransferGateway gateway,
        SellerId seller,
        DateTimeOffset at,
        CancellationToken ct
    )
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var account = await db.ConnectedAccounts.SingleAsync(a => a.SellerId == seller, ct);
        var answer = await gateway.AskAccountAsync(account.AccountId, ct);
        if (answer.Failed)
        {
            return Result.Ok;
        }

        account.Note(answer.Value, clock.GetUtcNow());
        account.Hear(at);
        return await db.SaveAsync(ct);
    }
}
