using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Jobs.Bench;

/// <summary>Writes orders by hand, each client on a connection that it keeps.</summary>
internal sealed class CheckoutFloor : IAsyncDisposable
{
    private static readonly string[] BeforeComplete =
    [
        CheckoutFloorSql.SetAddress,
        CheckoutFloorSql.ChooseDelivery,
        CheckoutFloorSql.ChoosePayment,
    ];

    private readonly ConcurrentBag<NpgsqlConnection> _idle = [];
    private readonly BenchBed _bed;
    private readonly long _tenant;
    private readonly (long Product, long Shop)[] _products;
    private readonly long[] _customers;

    private CheckoutFloor(
        BenchBed bed,
        TenantId tenant,
        (long, long)[] products,
        long[] customers
    ) => (_bed, _tenant, _products, _customers) = (bed, tenant.Value, products, customers);

    public static async Task<CheckoutFloor> OfAsync(
        BenchBed bed,
        TenantId tenant,
        CancellationToken ct
    )
    {
        async Task<long[]> ReadAsync(string sql) =>
            await bed.ScalarAsync<long[]>(sql, ct, tenant.Value);

        var products = await ReadAsync(
            "SELECT array_agg(id ORDER BY id) FROM catalog.products WHERE tenant_id = $1"
        );
        var shops = await ReadAsync(
            "SELECT array_agg(seller_id ORDER BY id) FROM catalog.products WHERE tenant_id = $1"
        );
        return new CheckoutFloor(
            bed,
            tenant,
            [.. products.Zip(shops)],
            await ReadAsync("SELECT array_agg(id) FROM orders.customers WHERE tenant_id = $1")
        );
    }

    public async Task InSixTripsAsync(long number, Action<TimeSpan> took, CancellationToken ct)
    {
        var connection = await TakeAsync(ct);
        var cart = Guid.NewGuid();
        var (product, shop) = _products[number % _products.Length];
        await RunAsync(connection, CheckoutFloorSql.Create, took, ct, _tenant, cart);
        await RunAsync(connection, CheckoutFloorSql.AddLine, took, ct, _tenant, cart, product);
        foreach (var step in BeforeComplete)
        {
            await RunAsync(connection, step, took, ct, _tenant, cart);
        }

        await CompleteAsync(connection, cart, product, shop, number, took, ct);
        _idle.Add(connection);
    }

    public async Task InOneTripAsync(long number, Action<TimeSpan> took, CancellationToken ct)
    {
        var connection = await TakeAsync(ct);
        var (product, shop) = _products[number % _products.Length];
        await CompleteAsync(connection, Guid.NewGuid(), product, shop, number, took, ct);
        _idle.Add(connection);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _idle)
        {
            await connection.DisposeAsync();
        }
    }

    private Task CompleteAsync(
        NpgsqlConnection connection,
        Guid cart,
        long product,
        long shop,
        long number,
        Action<TimeSpan> took,
        CancellationToken ct
    ) =>
        RunAsync(
            connection,
            CheckoutFloorSql.Complete,
            took,
            ct,
            _tenant,
            cart,
            product,
            shop,
            _customers[number % _customers.Length]
        );

    private async Task<NpgsqlConnection> TakeAsync(CancellationToken ct) =>
        _idle.TryTake(out var idle) ? idle : await _bed.OpenAsOwnerAsync(ct);

    private static async Task RunAsync(
        NpgsqlConnection connection,
        string sql,
        Action<TimeSpan> took,
        CancellationToken ct,
        params object[] values
    )
    {
        var started = Stopwatch.GetTimestamp();
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await command.PrepareAsync(ct);
        await command.ExecuteNonQueryAsync(ct);
        took(Stopwatch.GetElapsedTime(started));
    }
}
