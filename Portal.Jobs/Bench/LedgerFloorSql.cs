namespace Portal.Jobs.Bench;

/// <summary>
/// The ledger's floor: the rows of a transfer written by hand into tables of their own, with the keys
/// and indexes of the ledger's and foreign keys in place of its checks; no months, no tenants' walls,
/// no hash, nobody asked whether the transfer was booked before.
/// </summary>
internal static class LedgerFloorSql
{
    /// <summary>Empty tables.</summary>
    public const string Create = """
        DROP SCHEMA IF EXISTS ledger_floor CASCADE;
        CREATE SCHEMA ledger_floor;
        CREATE TABLE ledger_floor.balances (
            account_id bigint PRIMARY KEY, minor bigint NOT NULL, currency varchar(3) NOT NULL,
            may_fall_below_zero boolean NOT NULL, CHECK (may_fall_below_zero OR minor >= 0)
        ) WITH (fillfactor = 50);
        CREATE TABLE ledger_floor.transfers (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tenant_id bigint NOT NULL, booked_at timestamptz NOT NULL,
            key varchar(120) NOT NULL, kind varchar(60) NOT NULL, reference_kind varchar(40) NOT NULL,
            reference_id bigint NOT NULL, description varchar(300) NOT NULL, UNIQUE (tenant_id, key)
        );
        CREATE INDEX ON ledger_floor.transfers (tenant_id, booked_at, id);
        CREATE INDEX ON ledger_floor.transfers (reference_id, reference_kind, tenant_id);
        CREATE TABLE ledger_floor.postings (
            transfer_id bigint NOT NULL REFERENCES ledger_floor.transfers, line smallint NOT NULL, booked_at timestamptz NOT NULL,
            tenant_id bigint NOT NULL, account_id bigint NOT NULL REFERENCES ledger_floor.balances,
            amount_minor bigint NOT NULL CHECK (amount_minor <> 0), currency varchar(3) NOT NULL, PRIMARY KEY (transfer_id, line)
        );
        CREATE INDEX ON ledger_floor.postings (account_id, booked_at, transfer_id) INCLUDE (amount_minor);
        """;

    /// <summary>$1 how many.</summary>
    public const string AddAccounts =
        "INSERT INTO ledger_floor.balances SELECT n, 0, 'GBP', true FROM generate_series(1, $1::int) AS n";

    /// <summary>In order of account, so that two batches never wait for each other. $1 debited, $2 credited.</summary>
    public const string Lock = """
        SELECT FROM ledger_floor.balances WHERE account_id = ANY ($1 || $2) ORDER BY account_id FOR NO KEY UPDATE
        """;

    /// <summary>$1 tenant, $2 keys, $3 debited, $4 credited accounts, $5 amounts.</summary>
    public const string Transfer = """
        WITH wanted AS (
            SELECT * FROM unnest($2::text[], $3::bigint[], $4::bigint[], $5::bigint[]) AS t (key, debit, credit, minor)
        ), booked AS (
            INSERT INTO ledger_floor.transfers
                (tenant_id, booked_at, key, kind, reference_kind, reference_id, description)
            SELECT $1, now(), key, 'bench.transfer', 'order', debit, 'A transfer of the benchmark' FROM wanted
            RETURNING id, key
        ), lines AS (
            SELECT b.id, l.line, l.account, l.minor FROM booked b JOIN wanted w USING (key)
            CROSS JOIN LATERAL (VALUES (1::smallint, w.debit, w.minor), (2::smallint, w.credit, -w.minor)) AS l (line, account, minor)
        ), moved AS (
            UPDATE ledger_floor.balances a SET minor = a.minor + m.minor
            FROM (SELECT account, sum(minor)::bigint AS minor FROM lines GROUP BY account) m WHERE a.account_id = m.account
        )
        INSERT INTO ledger_floor.postings (transfer_id, line, booked_at, tenant_id, account_id, amount_minor, currency)
        SELECT id, line, now(), $1, account, minor, 'GBP' FROM lines
        """;
}
