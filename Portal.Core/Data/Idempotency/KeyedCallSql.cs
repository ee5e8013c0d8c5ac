using System.Globalization;

namespace Portal.Core.Data.Idempotency;

/// <summary>
/// Statements about keyed calls, and the parts of an act's one statement that keep its answer
/// together with its effect. Everywhere $1 is the tenant. The key's row is locked before the act's rows.
/// </summary>
internal static class KeyedCallSql
{
    private const string IsAbandoned =
        "(k.answer_status IS NULL AND k.leased_until < clock_timestamp() AND k.request_hash = excluded.request_hash)";

    /// <summary>$2 key, $3 hash, $4 token, $5 now, $6 lease.</summary>
    public const string Begin = $"""
        INSERT INTO data.keyed_calls AS k (tenant_id, key, request_hash, token, begun_at, leased_until)
        VALUES ($1, $2, $3, $4, $5, clock_timestamp() + $6)
        ON CONFLICT (tenant_id, key) DO UPDATE SET
            token = CASE WHEN {IsAbandoned} THEN excluded.token ELSE k.token END,
            leased_until = CASE WHEN {IsAbandoned} THEN excluded.leased_until ELSE k.leased_until END
        RETURNING k.token = $4, k.request_hash, k.answer_status, k.answer_body
        """;

    /// <summary>$2 key, $3 token, $4 status, $5 body.</summary>
    public const string KeepLater = """
        UPDATE data.keyed_calls SET answer_status = $4, answer_body = $5
        WHERE tenant_id = $1 AND key = $2 AND token = $3 AND answer_status IS NULL
        """;

    /// <summary>$2 key, $3 token.</summary>
    public const string Release = """
        DELETE FROM data.keyed_calls WHERE tenant_id = $1 AND key = $2 AND token = $3 AND answer_status IS NULL
        """;

    /// <summary>For all tenants. $1 begun before, $2 at most.</summary>
    public const string RemoveOld = """
        DELETE FROM data.keyed_calls WHERE (tenant_id, key) IN (
            SELECT tenant_id, key FROM data.keyed_calls WHERE begun_at < $1 ORDER BY begun_at LIMIT $2)
        """;

    /// <summary>
    /// A table expression <c>fence</c>: a row when the call is still ours, which stays so until the
    /// statement ends. Parameters from <paramref name="first"/> on: key, token, status, body.
    /// </summary>
    public static string Fence(int first) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            fence AS MATERIALIZED (
                SELECT FROM data.keyed_calls
                WHERE tenant_id = $1 AND key = ${first} AND token = ${first
                + 1} AND answer_status IS NULL FOR UPDATE
            )
            """
        );

    /// <summary>A condition: the call has no key, or is still ours.</summary>
    public static string IsOurs(int first) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"(${first}::text IS NULL OR EXISTS (SELECT FROM fence))"
        );

    /// <summary>A table expression that keeps the answer when <paramref name="effect"/> has a row.</summary>
    public static string Keep(int first, string effect) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            kept AS (
                UPDATE data.keyed_calls SET answer_status = ${first + 2}, answer_body = ${first + 3}
                WHERE tenant_id = $1 AND key = ${first} AND token = ${first
                + 1} AND EXISTS (SELECT FROM {effect})
            )
            """
        );
}
