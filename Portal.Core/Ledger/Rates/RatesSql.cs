namespace Portal.Core.Ledger.Rates;

internal static class RatesSql
{
    /// <summary>$1 currencies, $2 days, $3 rates, $4 source, $5 now. Answers how many are new, and how many are known otherwise.</summary>
    public const string Add = """
        WITH given AS (
            SELECT * FROM unnest($1::text[], $2::date[], $3::numeric[]) AS g (currency, day, per_euro)
        ), added AS (
            INSERT INTO ledger.exchange_rates (currency, day, per_euro, source, taken_at)
            SELECT g.currency, g.day, g.per_euro, $4, $5 FROM given g
            ON CONFLICT DO NOTHING
            RETURNING 1
        )
        SELECT (SELECT count(*) FROM added),
            (SELECT count(*) FROM given g JOIN ledger.exchange_rates r USING (currency, day) WHERE r.per_euro <> g.per_euro)
        """;

    public const string Newest = "SELECT max(day) FROM ledger.exchange_rates";

    /// <summary>$1 and $2 codes, $3 day. The newest day, up to that one, that has both; the euro is always there.</summary>
    public const string Between = """
        SELECT d.day, d.from_per_euro, d.to_per_euro
        FROM (
            SELECT coalesce(f.day, t.day) AS day, coalesce(f.per_euro, 1) AS from_per_euro, coalesce(t.per_euro, 1) AS to_per_euro
            FROM (SELECT day, per_euro FROM ledger.exchange_rates WHERE currency = $1 AND day <= $3) f
            FULL JOIN (SELECT day, per_euro FROM ledger.exchange_rates WHERE currency = $2 AND day <= $3) t USING (day)
            WHERE (f.day IS NOT NULL OR $1 = 'EUR') AND (t.day IS NOT NULL OR $2 = 'EUR')
        ) d
        ORDER BY d.day DESC
        LIMIT 1
        """;
}
