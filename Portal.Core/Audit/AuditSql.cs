namespace Portal.Core.Audit;

/// <summary>Hand-written SQL of the activity log.</summary>
internal static class AuditSql
{
    /// <summary>
    /// Everybody may add lines about the platform (tenant 0), e.g. a sign-in, and nobody but the
    /// platform reads them; the tenants' lines have the policy every tenant-owned table has.
    /// </summary>
    public const string CreateEntries = """
        CREATE TABLE audit.entries (
            id uuid NOT NULL,
            tenant_id bigint NOT NULL,
            occurred_at timestamptz NOT NULL,
            action varchar(40) NOT NULL,
            subject_kind varchar(60) NOT NULL,
            subject_id varchar(80) NOT NULL,
            subject_name varchar(300) NOT NULL,
            actor_id bigint,
            actor_name varchar(200) NOT NULL,
            source varchar(40) NOT NULL,
            before jsonb,
            after jsonb,
            PRIMARY KEY (id, occurred_at)
        ) PARTITION BY RANGE (occurred_at);
        CREATE INDEX ix_entries_time ON audit.entries (tenant_id, occurred_at DESC, id DESC);
        CREATE INDEX ix_entries_subject ON audit.entries (subject_kind, subject_id, occurred_at DESC);
        CREATE POLICY platform_lines ON audit.entries FOR INSERT TO portal_app WITH CHECK (tenant_id = 0);
        """;
}
