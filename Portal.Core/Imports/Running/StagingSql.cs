using Portal.Core.Imports.Csv;

namespace Portal.Core.Imports.Running;

/// <summary>
/// The two unlogged tables a file is staged in: its rows as read, and groups of rows that form one
/// order or refund. They belong to the owner, who makes and drops them by functions that run with
/// the owner's rights and answer only to the import's tenant. A generation has tables of its own,
/// so that a worker that was given up cannot write into its successor's.
/// </summary>
internal sealed class StagingSql(ImportId import, int generation)
{
    /// <summary>An order of more rows than this is refused, which bounds every chunk.</summary>
    private const int MaxRowsPerOrder = 10_000;

    private const long MaxTotalMinor = 1_000_000_000_000_000;

    public string Rows { get; } =
        FormattableString.Invariant($"imports.rows_{import.Value}_{generation}");

    public string Groups { get; } =
        FormattableString.Invariant($"imports.groups_{import.Value}_{generation}");

    public string Create =>
        FormattableString.Invariant($"SELECT imports.create_staging({import.Value}, {generation})");

    /// <summary>The index that chunks find an order's rows by, and statistics.</summary>
    public string IndexRows =>
        FormattableString.Invariant(
            $"SELECT imports.index_staging({import.Value}, {generation}, 'rows')"
        );

    public string IndexGroups =>
        FormattableString.Invariant(
            $"SELECT imports.index_staging({import.Value}, {generation}, 'groups')"
        );

    /// <summary>Drops the tables of every generation.</summary>
    public static string DropAll(ImportId import) =>
        FormattableString.Invariant($"SELECT imports.drop_staging({import.Value})");

    public string Copy =>
        $"""
            COPY {Rows} (line, reference, is_refund, placed_at, sku, product_name, quantity, amount_minor,
                currency, customer_key, customer_name, customer_email, problem, problem_field, problem_value)
            FROM STDIN (FORMAT binary)
            """;

    /// <summary>Unlogged tables are empty after a crash of the server; then this finds nothing.</summary>
    public string CountRows => $"SELECT count(*) FROM {Rows}";

    public string Exists =>
        $"SELECT to_regclass('{Rows}') IS NOT NULL AND to_regclass('{Groups}') IS NOT NULL";

    /// <summary>$1 tenant.</summary>
    public string RejectUnknownProducts =>
        $"""
            UPDATE {Rows} r SET problem = '{RowProblem.ProductUnknown}', problem_field = 'Sku',
                problem_value = left(r.sku, 80)
            WHERE r.problem IS NULL AND NOT r.is_refund AND NOT EXISTS (
                SELECT FROM {Catalog.Contracts.ProductIntakeSql.Known} p WHERE p.sku = r.sku)
            """;

    /// <summary>$1 tenant, $2 the shop.</summary>
    public string RejectOtherShops =>
        $"""
            UPDATE {Rows} r SET problem = '{RowProblem.ProductOfOtherShop}', problem_field = 'Sku',
                problem_value = left(r.sku, 80)
            WHERE r.problem IS NULL AND EXISTS (
                SELECT FROM {Catalog.Contracts.ProductIntakeSql.Known} p
                WHERE p.sku = r.sku AND p.seller_id <> $2)
            """;

    /// <summary>
    /// Numbers orders in the order of the file, refunds behind them, so that a refund finds orders
    /// of its own file. The numbers depend on the file alone: a checkpoint holds after restaging.
    /// $1 each row must be an order of its own, $2 is history, $3 has no goods.
    /// </summary>
    public string Group =>
        $"""
            INSERT INTO {Groups} (group_no, first_line, reference, order_reference, is_refund, rows, line_count,
                placed_at, currency, customer_key, customer_name, customer_email, total_minor, problem)
            SELECT row_number() OVER (ORDER BY is_refund, first_line), first_line, reference,
                CASE WHEN is_refund THEN regexp_replace(reference, '^[Cc](?=[0-9])', '') END,
                is_refund, rows, CASE WHEN $3 THEN 0 ELSE rows END, placed_at, currency, customer_key,
                customer_name, customer_email, least(total, {MaxTotalMinor}),
                CASE WHEN reference IS NULL OR bool_or(is_bad) OVER (PARTITION BY reference)
                    THEN '{RowProblem.OrderOtherRow}'
                WHEN $1 AND rows > 1 THEN '{RowProblem.ReferenceRepeated}'
                WHEN rows > {MaxRowsPerOrder} THEN '{RowProblem.OrderTooManyRows}'
                WHEN currencies THEN '{RowProblem.OrderTwoCurrencies}'
                WHEN customers THEN '{RowProblem.OrderTwoCustomers}'
                WHEN total > {MaxTotalMinor} THEN '{RowProblem.OrderTooLarge}'
                WHEN total = 0 AND (is_refund OR NOT $2) THEN '{RowProblem.OrderNothingToPay}' END
            FROM (
                SELECT reference, is_refund, min(line) AS first_line, count(*)::int AS rows,
                    min(placed_at) AS placed_at, min(currency) AS currency,
                    min(customer_key) AS customer_key, min(customer_name) AS customer_name,
                    min(customer_email) AS customer_email, sum(amount_minor::numeric * quantity) AS total,
                    bool_or(problem IS NOT NULL) AS is_bad, min(currency) <> max(currency) AS currencies,
                    min(customer_key) <> max(customer_key) AS customers
                FROM {Rows} GROUP BY reference, is_refund, CASE WHEN reference IS NULL THEN line END
            ) g
            """;

    /// <summary>
    /// Marks refunds that no order fits: neither one that is there nor, for history, one of this
    /// file. $1 tenant, $2 is history.
    /// </summary>
    public string RejectRefundsWithoutOrder
    {
        get
        {
            var asked =
                $"SELECT r.sku, sum(r.quantity) AS quantity FROM {Rows} r "
                + "WHERE r.reference = g.reference AND r.is_refund GROUP BY r.sku";
            var fitsHere = $"""
                NOT s.is_refund AND s.problem IS NULL AND s.currency = g.currency AND s.total_minor >= g.total_minor
                AND NOT EXISTS (SELECT FROM ({asked}) a WHERE a.quantity > coalesce((
                    SELECT sum(r.quantity) FROM {Rows} r
                    WHERE r.reference = s.reference AND NOT r.is_refund AND r.sku = a.sku), 0))
                """;
            return $"""
                UPDATE {Groups} g SET problem = '{RowProblem.RefundNoOrder}'
                WHERE g.is_refund AND g.problem IS NULL
                AND NOT {Orders.Contracts.RefundIntakeSql.IsPossible("g", asked)}
                AND NOT ($2 AND EXISTS (SELECT FROM {Groups} s
                    WHERE s.reference = g.order_reference AND {fitsHere}))
                AND NOT ($2 AND EXISTS (SELECT FROM {Groups} s
                    WHERE s.customer_key = g.customer_key AND s.placed_at <= g.placed_at AND {fitsHere}))
                """;
        }
    }

    public string RejectAll =>
        $"""
            UPDATE {Groups} SET problem = '{RowProblem.ImportRejectedAll}'
            WHERE problem IS NULL AND EXISTS (SELECT FROM {Groups} WHERE problem IS NOT NULL)
            """;

    /// <summary>sku, name, price_minor, currency of products nobody knows, in orders that are good. $1 tenant.</summary>
    public string UnknownProducts =>
        $"""
            SELECT r.sku, max(coalesce(r.product_name, r.sku)) AS name, max(r.amount_minor) AS price_minor,
                max(r.currency) AS currency
            FROM {Rows} r JOIN {Groups} g ON g.reference = r.reference AND g.is_refund = r.is_refund
            WHERE g.problem IS NULL AND NOT r.is_refund AND NOT EXISTS (
                SELECT FROM {Catalog.Contracts.ProductIntakeSql.Known} p WHERE p.sku = r.sku)
            GROUP BY r.sku
            """;

    internal const string CreateFunctions = """
        CREATE FUNCTION imports.check_staging_access(import bigint) RETURNS void
            LANGUAGE plpgsql SET search_path = pg_catalog AS $$
        BEGIN
            IF NOT EXISTS (SELECT FROM imports.imports i WHERE i.id = import
                AND (i.tenant_id = data.current_tenant() OR data.is_platform())) THEN
                RAISE EXCEPTION 'import % does not exist', import USING ERRCODE = 'no_data_found';
            END IF;
        END $$;
        CREATE FUNCTION imports.create_staging(import bigint, generation int) RETURNS void
            LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
        BEGIN
            PERFORM imports.check_staging_access(import);
            EXECUTE format('CREATE UNLOGGED TABLE imports.rows_%s_%s (line int, reference text COLLATE "C",
                is_refund boolean, placed_at timestamptz, sku text, product_name text, quantity int,
                amount_minor bigint, currency text, customer_key text COLLATE "C", customer_name text,
                customer_email text, problem text, problem_field text, problem_value text)
                WITH (autovacuum_enabled = false)', import, generation);
            EXECUTE format('CREATE UNLOGGED TABLE imports.groups_%s_%s (group_no int, first_line int, reference text COLLATE "C",
                order_reference text COLLATE "C", is_refund boolean, rows int, line_count int,
                placed_at timestamptz, currency text, customer_key text COLLATE "C", customer_name text,
                customer_email text, total_minor bigint, problem text)
                WITH (autovacuum_enabled = false)', import, generation);
            EXECUTE format('GRANT SELECT, INSERT, UPDATE ON imports.rows_%1$s_%2$s, imports.groups_%1$s_%2$s
                TO portal_app', import, generation);
        END $$;
        CREATE FUNCTION imports.index_staging(import bigint, generation int, part text) RETURNS void
            LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
        BEGIN
            PERFORM imports.check_staging_access(import);
            IF part = 'rows' THEN
                EXECUTE format('CREATE INDEX ON imports.rows_%s_%s (reference)', import, generation);
            ELSE
                EXECUTE format('CREATE UNIQUE INDEX ON imports.groups_%s_%s (group_no)', import, generation);
            END IF;
            EXECUTE format('ANALYZE imports.%I', format('%s_%s_%s', part, import, generation));
        END $$;
        CREATE FUNCTION imports.drop_staging(import bigint) RETURNS void
            LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
        DECLARE
            staging text;
        BEGIN
            PERFORM imports.check_staging_access(import);
            FOR staging IN SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = 'imports' AND c.relkind = 'r'
                AND c.relname ~ format('^(rows|groups)_%s_[0-9]+$', import) LOOP
                EXECUTE format('DROP TABLE imports.%I', staging);
            END LOOP;
        END $$;
        REVOKE ALL ON FUNCTION imports.check_staging_access(bigint), imports.create_staging(bigint, int),
            imports.index_staging(bigint, int, text), imports.drop_staging(bigint) FROM PUBLIC;
        GRANT EXECUTE ON FUNCTION imports.create_staging(bigint, int),
            imports.index_staging(bigint, int, text), imports.drop_staging(bigint) TO portal_app;
        """;
}
