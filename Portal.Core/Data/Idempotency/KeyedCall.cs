using System.Globalization;
using System.Security.Cryptography;
using Npgsql;
using NpgsqlTypes;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Data.Idempotency;

/// <summary>An answer as its first caller got it.</summary>
public sealed record KeptAnswer(int Status, byte[] Body);

/// <summary>
/// The call under way, with the <c>Idempotency-Key</c> it came with, if any. One per scope. The edge
/// begins it and ends it; the act in between writes its effect by <c>WriteAsync</c>, which keeps
/// the answer in the same statement: a process killed at any point leaves both or neither.
/// </summary>
public sealed class KeyedCall(
    PortalConnections connections,
    CurrentTenant tenant,
    Actor actor,
    TimeProvider clock
)
{
    public const int LongestKey = 255;

    /// <summary>How long a key and its answer are remembered.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);

    /// <summary>
    /// How long others are told that the call is under way. One that takes longer, because its process
    /// froze, finds its key taken over and its effect refused.
    /// </summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    private Func<object, KeptAnswer>? _show;
    private string? _key;
    private Guid _token;

    /// <summary>What was kept with the effect of this call; null when nothing was, or there is no key.</summary>
    public KeptAnswer? Answer { get; private set; }

    /// <summary>
    /// Null when the caller is the first and is to go on; the first one's answer otherwise. Refuses a key
    /// that came with another request, and one whose call is still under way.
    /// </summary>
    /// <param name="key">As the caller sent it.</param>
    /// <param name="request">Method, path and body.</param>
    /// <param name="show">What the caller is told of an act's answer.</param>
    /// <param name="ct">Stops the wait for the database.</param>
    public async Task<Result<KeptAnswer?>> BeginAsync(
        string key,
        byte[] request,
        Func<object, KeptAnswer> show,
        CancellationToken ct
    )
    {
        var own = string.Create(CultureInfo.InvariantCulture, $"{actor.Person?.Value}:{key}");
        var token = Guid.NewGuid();
        var hash = SHA256.HashData(request);
        var rows = await connections.ReadAsync(
            KeyedCallSql.Begin,
            [
                SqlValue.Of(tenant.Id.Value),
                SqlValue.Of(own),
                SqlValue.Of(hash),
                SqlValue.Of(token),
                SqlValue.Of(clock.GetUtcNow()),
                SqlValue.Of(Lease),
            ],
            r =>
                (
                    IsOurs: r.GetBoolean(0),
                    Hash: r.GetFieldValue<byte[]>(1),
                    Answer: r.IsDBNull(2)
                        ? null
                        : new KeptAnswer(r.GetInt32(2), r.GetFieldValue<byte[]>(3))
                ),
            ct
        );
        var (isOurs, first, answer) = rows[0];
        if (!first.AsSpan().SequenceEqual(hash))
        {
            return KeyedCallErrors.Reused;
        }

        if (answer is not null)
        {
            return answer;
        }

        if (!isOurs)
        {
            return KeyedCallErrors.StillRunning;
        }

        (_key, _token, _show) = (own, token, show);
        return (KeptAnswer?)null;
    }

    /// <summary>Keeps an answer that had no effect of ours, e.g. a refusal.</summary>
    public Task KeepAsync(KeptAnswer answer, CancellationToken ct) =>
        EndAsync(
            KeyedCallSql.KeepLater,
            [SqlValue.Of(answer.Status), SqlValue.Of(answer.Body)],
            ct
        );

    /// <summary>Forgets the key, so that the same call may be made anew.</summary>
    public Task ReleaseAsync(CancellationToken ct) => EndAsync(KeyedCallSql.Release, [], ct);

    /// <summary>
    /// Runs the one statement of an act, which answers a row when it took effect. False when it did not.
    /// </summary>
    /// <param name="sql">Ends its parameters with the four of <see cref="KeyedCallSql.Fence"/>.</param>
    /// <param name="parameters">Those before; the tenant first.</param>
    /// <param name="answer">What the act will answer.</param>
    /// <param name="ct">Stops the wait for the database.</param>
    internal async Task<bool> WriteAsync(
        string sql,
        IReadOnlyList<NpgsqlParameter> parameters,
        object answer,
        CancellationToken ct
    )
    {
        var kept = _show?.Invoke(answer);
        var rows = await connections.ReadAsync(sql, [.. parameters, .. Fence(kept)], _ => true, ct);
        if (rows.Count > 0)
        {
            Answer = kept;
        }

        return rows.Count > 0;
    }

    /// <summary>The same as the last statement of a caller's transaction, which it commits when this is true.</summary>
    internal async Task<bool> WriteAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        string sql,
        IReadOnlyList<NpgsqlParameter> parameters,
        object answer,
        CancellationToken ct
    )
    {
        var kept = _show?.Invoke(answer);
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        command.Parameters.AddRange(parameters.Concat(Fence(kept)).ToArray());
        var isWritten = await command.ExecuteScalarAsync(ct) is not null;
        if (isWritten)
        {
            Answer = kept;
        }

        return isWritten;
    }

    private NpgsqlParameter[] Fence(KeptAnswer? kept) =>
        [
            SqlValue.OrNull(_key, NpgsqlDbType.Text),
            SqlValue.Of(_token),
            SqlValue.OrNull(kept?.Status, NpgsqlDbType.Integer),
            SqlValue.OrNull(kept?.Body, NpgsqlDbType.Bytea),
        ];

    private async Task EndAsync(string sql, NpgsqlParameter[] more, CancellationToken ct)
    {
        await using var connection = await connections.OpenAsync(ct);
        await using var command = new NpgsqlCommand(sql, connection)
        {
            Parameters =
            {
                SqlValue.Of(tenant.Id.Value),
                SqlValue.OrNull(_key, NpgsqlDbType.Text),
                SqlValue.Of(_token),
            },
        };
        command.Parameters.AddRange(more);
        await command.ExecuteNonQueryAsync(ct);
    }
}
