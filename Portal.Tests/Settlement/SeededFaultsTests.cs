using System.Globalization;
using Portal.Core.Data;
using Portal.Core.Kernel;
using Portal.Core.Payments.Contracts;
using Portal.Core.Settlement.Reconciliation;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Settlement;

/// <summary>Ten thousand lines of a gateway, with forty faults of each kind among them.</summary>
public sealed class SeededFaultsTests : PortalTests
{
    private const int Lines = 10_000;
    private const int Faults = 40;

    [Fact]
    public async Task EverySeededFault_IsFound_AndNothingElse()
    {
        var desk = await StatementDesk.OpenAsync(Portal);
        var day = desk.Today.AddDays(-10);
        await CaptureAsync(day);
        var (pounds, euros) = (new List<ReadLine>(), new List<ReadLine>());
        for (var i = 0; i < Lines; i++)
        {
            var fault = i / 7 < Faults && i % 7 < 4 ? i % 7 : -1;
            var line = new ReadLine(
                0,
                StatementLineKind.Charge,
                AmountOf(i),
                AmountOf(i) / 50,
                day.AddDays(i % 3),
                KeyOf(i)
            );
            switch (fault)
            {
                case 0:
                    break;
                case 1:
                    pounds.Add(line);
                    pounds.Add(line with { Key = $"order-{9_000_000 + i}-1" });
                    break;
                case 2:
                    pounds.Add(line with { AmountMinor = line.AmountMinor + 1 + i % 5 });
                    break;
                case 3:
                    euros.Add(line);
                    break;
                default:
                    pounds.Add(line);
                    break;
            }
        }

        var matched = await desk.TakeAsync(
            desk.Statement(StatementSource.Gateway, "GBP", desk.Today, pounds),
            desk.Statement(StatementSource.Gateway, "EUR", desk.Today, euros)
        );

        Assert.Equal(Lines, pounds.Count + euros.Count);
        Assert.Equal((Lines - 3 * Faults, 4 * Faults), (matched.Lines, matched.Open));
        Assert.Equal(
            [
                (DifferenceKind.MissingHere, 1),
                (DifferenceKind.MissingThere, 0),
                (DifferenceKind.WrongAmount, 2),
                (DifferenceKind.WrongCurrency, 3),
            ],
            (await desk.OpenAsync())
                .GroupBy(d => d.Difference.Kind)
                .OrderBy(g => g.Key)
                .Select(g => (g.Key, Assert.Single(g.Select(PlaceOf).Distinct())))
        );
    }

    /// <summary>Which fault of its seven an order's number says it is.</summary>
    private static int PlaceOf(DifferenceRow row)
    {
        var key = row.What.Split('-');
        var number = int.Parse(key[^2], CultureInfo.InvariantCulture);
        return (number > 9_000_000 ? number - 9_000_000 : number - 1_000_000) % 7;
    }

    private static long AmountOf(int i) => 500 + i % 977;

    private static string KeyOf(int i) => $"order-{1_000_000 + i}-1";

    /// <summary>The charges, as the workflow writes and books them.</summary>
    private async Task CaptureAsync(DateOnly day)
    {
        var pounds = Currency.Of("GBP");
        await Portal.AdminScalarAsync<int>(
            $"""
            INSERT INTO payments.attempts (tenant_id, order_id, attempt, key, amount_minor, currency, status, gateway,
                created_at, answered_at)
            SELECT {Portal.Tenant.Value}, 1000000 + i, 1, 'order-' || 1000000 + i || '-1', 500 + i % 977, 'GBP', 'captured',
                '{StatementDesk.Gateway}', at, at
            FROM generate_series(0, {Lines - 1}) i,
                LATERAL (SELECT ('{day:yyyy-MM-dd}'::timestamp + make_interval(days => i % 3, hours => 12)) AT TIME ZONE 'UTC' AS at) t
            """
        );
        await using var scope = Portal.Scope();
        await using var connection = await scope.Get<PortalConnections>().OpenAsync(default);
        foreach (var charges in Enumerable.Range(0, Lines).Chunk(500))
        {
            await using var transaction = await connection.BeginTransactionAsync();
            var booked = await scope
                .Get<BookCaptures>()
                .HandleAsync(
                    connection,
                    transaction,
                    Array.ConvertAll(
                        charges,
                        i => new AttemptStart(
                            Portal.Tenant,
                            1_000_000 + i,
                            1,
                            new Money(AmountOf(i), pounds),
                            StatementDesk.Gateway
                        )
                    ),
                    default
                );
            Assert.False(booked.Failed);
            await transaction.CommitAsync();
        }
    }
}
