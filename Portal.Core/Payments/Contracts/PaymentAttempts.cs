using System.Globalization;
using Npgsql;
using Portal.Core.Data;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Payments.Contracts;

/// <summary>A try to charge an order.</summary>
/// <param name="Gateway">Where; kept for as long as the attempt.</param>
public sealed record AttemptStart(
    TenantId Tenant,
    long OrderId,
    int Attempt,
    Money Amount,
    string Gateway
)
{
    /// <summary>The idempotency key at the gateway.</summary>
    public string Key { get; } =
        string.Create(CultureInfo.InvariantCulture, $"order-{OrderId}-{Attempt}");
}

/// <summary>An attempt without a final answer.</summary>
/// <param name="Start">What was, or was to be, sent.</param>
/// <param name="Said">What the gateway said last; null when its worker never came back.</param>
/// <param name="Reference">The gateway's own number, if it ever told one.</param>
/// <param name="Age">Since it was written down, by the database's clock.</param>
/// <param name="IsToBeClosed">Its buyer called the order off, so nobody is to pay it any more.</param>
public sealed record OpenAttempt(
    AttemptStart Start,
    GatewayVerdict? Said,
    string? Reference,
    TimeSpan Age,
    bool IsToBeClosed
);

/// <summary>
/// Writes attempts for many orders at a time, in the caller's open transaction; never commits. An
/// attempt must be committed before the gateway is called.
/// </summary>
public static class PaymentAttempts
{
    public static async Task StartAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        IReadOnlyCollection<AttemptStart> attempts,
        CancellationToken ct
    )
    {
        if (attempts.Count == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(AttemptsSql.Start, connection, transaction)
        {
            Parameters =
            {
                SqlValue.Of(attempts.Select(a => a.Tenant.Value).ToArray()),
                SqlValue.Of(attempts.Select(a => a.OrderId).ToArray()),
                SqlValue.Of(attempts.Select(a => a.Attempt).ToArray()),
                SqlValue.Of(attempts.Select(a => a.Key).ToArray()),
                SqlValue.Of(attempts.Select(a => a.Amount.Minor).ToArray()),
                SqlValue.Of(attempts.Select(a => a.Amount.Currency.Code).ToArray()),
                SqlValue.Of(attempts.Select(a => a.Gateway).ToArray()),
            },
        };
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Records what the gateway said. An answer that is known already is not overwritten.</summary>
    public static async Task RecordAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        IReadOnlyCollection<(string Key, GatewayAnswer Answer)> answers,
        CancellationToken ct
    )
    {
        if (answers.Count == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(AttemptsSql.Record, connection, transaction)
        {
            Parameters =
            {
                SqlValue.Of(answers.Select(a => a.Key).ToArray()),
                SqlValue.Of(answers.Select(a => SnakeCase.Of(StatusOf(a.Answer))).ToArray()),
                SqlValue.Texts(answers.Select(a => a.Answer.Reference)),
                SqlValue.Texts(answers.Select(a => a.Answer.DeclineCode)),
                SqlValue.Texts(answers.Select(a => a.Answer.Message)),
                SqlValue.Texts(answers.Select(a => a.Answer.PaymentUrl)),
            },
        };
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>The attempts of these tries that are not known to have been captured or declined.</summary>
    public static async Task<IReadOnlyList<OpenAttempt>> ReadOpenAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        IReadOnlyCollection<(long OrderId, int Attempt)> tries,
        CancellationToken ct
    )
    {
        var open = new List<OpenAttempt>(tries.Count);
        await using var command = new NpgsqlCommand(AttemptsSql.ReadOpen, connection, transaction)
        {
            Parameters =
            {
                SqlValue.Of(tries.Select(t => t.OrderId).ToArray()),
                SqlValue.Of(tries.Select(t => t.Attempt).ToArray()),
            },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var amount = new Money(reader.GetInt64(3), Currency.Of(reader.GetString(4)));
            open.Add(
                new OpenAttempt(
                    new AttemptStart(
                        new TenantId(reader.GetInt64(0)),
                        reader.GetInt64(1),
                        reader.GetInt32(2),
                        amount,
                        reader.GetString(6)
                    ),
                    SaidOf(reader.GetString(5)),
                    await reader.IsDBNullAsync(7, ct) ? null : reader.GetString(7),
                    reader.GetTimeSpan(8),
                    reader.GetBoolean(9)
                )
            );
        }

        return open;
    }

    private static GatewayVerdict? SaidOf(string status) =>
        SnakeCase.ToEnum<PaymentStatus>(status) switch
        {
            PaymentStatus.Waiting => GatewayVerdict.Waiting,
            PaymentStatus.Unknown => GatewayVerdict.Unknown,
            _ => null,
        };

    private static PaymentStatus StatusOf(GatewayAnswer answer) =>
        answer.Verdict switch
        {
            GatewayVerdict.Captured => PaymentStatus.Captured,
            GatewayVerdict.Declined => PaymentStatus.Declined,
            GatewayVerdict.Waiting => PaymentStatus.Waiting,
            GatewayVerdict.Unknown or GatewayVerdict.NeverSeen => PaymentStatus.Unknown,
            _ => throw new ArgumentOutOfRangeException(nameof(answer)),
        };
}
