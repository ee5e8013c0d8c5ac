using Npgsql;
using NpgsqlTypes;
using Portal.Core.Events.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Analytics;

/// <summary>
/// Keeps the rollups: every ended, retried or refunded order moves them exactly once, because fold
/// and cursor commit together.
/// </summary>
public sealed class FiguresConsumer(TenantReader tenants) : IEventConsumer
{
    public const string ConsumerName = "figures";

    internal const string Completed = "order.completed";

    public string Name => ConsumerName;

    public IReadOnlyCollection<string> Kinds { get; } =
    [Completed, "order.failed", "order.retried", "order.refunded"];

    public async Task ApplyAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        IReadOnlyList<LoggedEvent> events,
        CancellationToken ct
    )
    {
        var zones = await tenants.AllAsync(ct);
        await using var next = new NpgsqlCommand(FoldSql.NextRevision, connection, transaction);
        var revision = (long)(await next.ExecuteScalarAsync(ct))!;

        await using var orders = new NpgsqlCommand(FoldSql.Orders, connection, transaction)
        {
            Parameters =
            {
                new NpgsqlParameter<ulong[]>
                {
                    TypedValue = [.. events.Select(e => e.Xid)],
                    NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Xid8,
                },
                Array(events.Select(e => e.Id)),
                Array(events.Select(e => e.TenantId.Value)),
                Array(events.Select(e => e.Kind)),
                Array(events.Select(e => e.SubjectId)),
                Array(events.Select(e => e.Payload)),
                Array(zones.Select(t => t.Id.Value)),
                Array(zones.Select(t => t.Zone.Id)),
                new NpgsqlParameter<long> { TypedValue = revision },
            },
        };
        await orders.ExecuteNonQueryAsync(ct);

        var completed = events.Where(e => e.Kind == Completed).ToList();
        await using var products = new NpgsqlCommand(FoldSql.Products, connection, transaction)
        {
            Parameters =
            {
                Array(completed.Select(e => e.TenantId.Value)),
                Array(completed.Select(e => e.SubjectId)),
                Array(zones.Select(t => t.Id.Value)),
                Array(zones.Select(t => t.Zone.Id)),
                new NpgsqlParameter<long> { TypedValue = revision },
            },
        };
        await products.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlParameter<T[]> Array<T>(IEnumerable<T> values) =>
        new() { TypedValue = [.. values] };
}
