using System.Globalization;
using Npgsql;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Orders.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Tenancy.Contracts;
using Portal.Core.Wallets;
using Portal.Core.Wallets.Contracts;

namespace Portal.Core.Data.Seed;

/// <summary>
/// A dozen customers who topped up in the last weeks and paid orders with it. Runs before the demo's payments are
/// booked, as it moves some of them from a card to the wallet. Does nothing in a tenant with wallets.
/// </summary>
internal sealed class DemoWallets(
    PortalConnections connections,
    CurrentTenant current,
    TenantReader tenants,
    TimeProvider clock
) : IDemoStep
{
    private const string Gateway = "simulated";

    public async Task FillAsync(TenantSnapshot tenant, CancellationToken ct)
    {
        await using var connection = await connections.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var buyers = (await ReadAsync(connection, transaction, tenant, ct)).GroupBy(p =>
            p.Customer
        );
        foreach (var (number, buyer) in buyers.Index())
        {
            var payments = buyer.OrderBy(p => p.At).ToList();
            var wallet = await TopUpAsync(connection, transaction, number, payments, ct);
            foreach (var payment in payments)
            {
                await PayAsync(connection, transaction, wallet, payment, ct);
            }
        }

        await transaction.CommitAsync(ct);
    }

    /// <summary>What the coming payments need and some more, in tens, a few hours before the first of them.</summary>
    private async Task<WalletId> TopUpAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        int number,
        List<Payment> payments,
        CancellationToken ct
    )
    {
        var at = payments[0].At.AddHours(-3 - number);
        var stopped = new StoppedClock(at);
        var wallet = await new OpenWallets(
            new OpenAccounts(stopped),
            current,
            tenants,
            stopped
        ).OpenAsync(connection, transaction, payments[0].Customer, payments[0].Amount.Currency, ct);
        var needed = payments.Sum(p => p.Amount.Minor);
        var amount = payments[0].Amount with { Minor = (needed / 1_000 + 1 + number % 4) * 1_000 };
        await using var insert = new NpgsqlCommand(DemoWalletsSql.TopUp, connection, transaction)
        {
            Parameters =
            {
                SqlValue.Of(current.Id.Value),
                SqlValue.Of(wallet.Value),
                SqlValue.Of(amount.Minor),
                SqlValue.Of(amount.Currency.Code),
                SqlValue.Of(Gateway),
                SqlValue.Of(at),
                // One in four had a card refused first.
                SqlValue.Of(number % 4 == 1),
            },
        };
        var id = (long)(await insert.ExecuteScalarAsync(ct))!;
        Require(
            await BooksAt(at)
                .TopUpAsync(
                    connection,
                    transaction,
                    new DueTopUp(
                        new WalletTopUpId(id),
                        wallet,
                        1,
                        string.Create(CultureInfo.InvariantCulture, $"top-up-{id}"),
                        Gateway,
                        amount,
                        null,
                        TimeSpan.Zero,
                        false
                    ),
                    ct
                )
        );
        return wallet;
    }

    private async Task PayAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        WalletId wallet,
        Payment payment,
        CancellationToken ct
    )
    {
        await using var move = new NpgsqlCommand(DemoWalletsSql.Move, connection, transaction)
        {
            Parameters =
            {
                SqlValue.Of(current.Id.Value),
                SqlValue.Of(payment.Order.Value),
                SqlValue.Of(WalletGateway.GatewayName),
                SqlValue.Of(WalletBooks.PayKey(payment.Key)),
            },
        };
        await move.ExecuteNonQueryAsync(ct);
        Require(
            await BooksAt(payment.At)
                .PayAsync(
                    connection,
                    transaction,
                    wallet,
                    new ChargeRequest(
                        current.Id,
                        payment.Order.Value,
                        payment.Key,
                        payment.Amount,
                        null,
                        TimeSpan.Zero
                    ),
                    ct
                )
        );
    }

    private WalletBooks BooksAt(DateTimeOffset at)
    {
        var stopped = new StoppedClock(at);
        return new WalletBooks(new OpenAccounts(stopped), new PostEntries(stopped), current);
    }

    private async Task<List<Payment>> ReadAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        TenantSnapshot tenant,
        CancellationToken ct
    )
    {
        var found = new List<Payment>();
        await using var command = new NpgsqlCommand(
            DemoWalletsSql.Payments,
            connection,
            transaction
        )
        {
            Parameters = { SqlValue.Of(tenant.Id.Value), SqlValue.Of(clock.GetUtcNow()) },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            found.Add(
                new Payment(
                    new CustomerId(reader.GetInt64(0)),
                    new OrderId(reader.GetInt64(1)),
                    reader.GetString(2),
                    new Money(reader.GetInt64(3), Currency.Of(reader.GetString(4))),
                    reader.GetFieldValue<DateTimeOffset>(5)
                )
            );
        }

        return found;
    }

    private static void Require(Result booked)
    {
        if (booked.Failed)
        {
            throw new InvalidOperationException(
                $"The demo's wallets cannot be booked: {booked.Error.Message}"
            );
        }
    }

    private sealed record Payment(
        CustomerId Customer,
        OrderId Order,
        string Key,
        Money Amount,
        DateTimeOffset At
    );
}
