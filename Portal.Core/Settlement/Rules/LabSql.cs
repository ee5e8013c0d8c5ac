namespace Portal.Core.Settlement.Rules;

/// <summary>Replays sales under other rules. Nothing is written.</summary>
internal static class LabSql
{
    /// <summary>A million sales take some seconds, and more on a busy machine.</summary>
    public const int TimeoutSeconds = 120;

    /// <summary>What of a row's groups is summed over, as <c>grouping()</c> says it.</summary>
    public const int Total = 0b111;
    public const int ByShop = 0b011;
    public const int ByCategory = 0b101;
    public const int ByRule = 0b110;

    /// <summary>$1 tenant, $2 from, $3 until, $4 set.</summary>
    public static readonly string UnderSet = $"""
        WITH {RuleChoiceSql.OfSet("$4")}
        {Replay("set_rules")}
        """;

    /// <summary>Under what was published, each rule in its time. $1 tenant, $2 from, $3 until.</summary>
    public static readonly string UnderPublished = Replay(RuleChoiceSql.Published);

    /// <summary>What was charged beside the lines is no rule's.</summary>
    private static string Replay(string rules) =>
        $"""
            SELECT grouping(p.seller_id, p.category_id, p.place), p.currency, p.seller_id, p.category_id, p.place, count(*),
                sum(p.gross_minor)::bigint, sum(p.commission_minor)::bigint, sum(p.minor)::bigint,
                count(*) FILTER (WHERE p.minor <> p.commission_minor)
            FROM (
                SELECT s.currency, s.seller_id, s.category_ids[cardinality(s.category_ids)] AS category_id,
                    r.position AS place, s.gross_minor, s.commission_minor, c.minor
                FROM (SELECT * FROM settlement.sales
                    WHERE tenant_id = $1 AND captured_at >= $2 AND captured_at < $3 AND line_no > 0) s
                {RuleChoiceSql.Join(rules)}) p
            GROUP BY GROUPING SETS ((p.currency), (p.currency, p.seller_id), (p.currency, p.category_id), (p.currency, p.place))
            ORDER BY p.currency
            """;
}
