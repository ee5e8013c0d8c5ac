namespace Portal.Core.Settlement.Rules;

/// <summary>
/// Which rule a sale has and what it takes: the one place, for sales as they are booked and for the lab.
/// A sale <c>s</c> has tenant_id, seller_id, product_id, category_ids, seller_level, currency,
/// gross_minor and captured_at.
/// </summary>
internal static class RuleChoiceSql
{
    /// <summary>Rules that were published, each in its own time.</summary>
    public const string Published = "settlement.commission_rules";

    /// <summary>The rules of a set as if they held by themselves. Named <c>set_rules</c>, for a WITH.</summary>
    /// <param name="set">The parameter that has the set's number.</param>
    public static string OfSet(string set) =>
        $"""
            set_rules AS MATERIALIZED (
                SELECT d.tenant_id, x.place AS id, x.place AS position, x.sellers AS seller_ids, x.products AS product_ids,
                    x.categories AS category_ids, x.levels AS seller_levels, x.currency, x.from_minor, x.rate_basis_points,
                    x.fixed_minor, x.floor_minor, x.cap_minor, coalesce(x.starts_at, '-infinity') AS starts_at, x.ends_at
                FROM settlement.commission_sets d CROSS JOIN LATERAL ROWS FROM (jsonb_to_recordset(d.rules) AS (
                    sellers bigint[], products bigint[], categories bigint[], levels text[], currency text, from_minor bigint,
                    rate_basis_points int, fixed_minor bigint, floor_minor bigint, cap_minor bigint, starts_at timestamptz,
                    ends_at timestamptz)) WITH ORDINALITY AS x (sellers, products, categories, levels, currency, from_minor,
                    rate_basis_points, fixed_minor, floor_minor, cap_minor, starts_at, ends_at, place)
                WHERE d.id = {set})
            """;

    /// <summary>Joins to sales <c>s</c> their rule <c>r</c>, if there is one, and what it takes as <c>c.minor</c>.</summary>
    /// <param name="rules"><see cref="Published"/>, or <c>set_rules</c>.</param>
    public static string Join(string rules) =>
        $"""
            LEFT JOIN LATERAL (
                SELECT r.* FROM {rules} r
                WHERE r.tenant_id = s.tenant_id AND r.starts_at <= s.captured_at
                    AND (r.ends_at IS NULL OR r.ends_at > s.captured_at)
                    AND (r.seller_ids IS NULL OR s.seller_id = ANY (r.seller_ids))
                    AND (r.product_ids IS NULL OR s.product_id = ANY (r.product_ids))
                    AND (r.category_ids IS NULL OR r.category_ids && s.category_ids)
                    AND (r.seller_levels IS NULL OR s.seller_level = ANY (r.seller_levels))
                    AND (r.currency IS NULL OR r.currency = s.currency)
                    AND (r.from_minor IS NULL OR r.from_minor <= s.gross_minor)
                ORDER BY r.position, r.id LIMIT 1) r ON true
            CROSS JOIN LATERAL (SELECT {Commission} AS minor) c
            """;

    /// <summary>
    /// The share, rounded half up, and the fixed amount, between floor and cap, and never more than the sale.
    /// </summary>
    private const string Commission = """
        least(s.gross_minor, coalesce(r.cap_minor, s.gross_minor), greatest(coalesce(r.floor_minor, 0),
            round(s.gross_minor * coalesce(r.rate_basis_points, 0) / 10000.0)::bigint + coalesce(r.fixed_minor, 0)))
        """;
}
