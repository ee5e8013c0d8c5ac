namespace Portal.Core.Jobs;

/// <summary>
/// Hand-written SQL of the queue. A job is taken by locking its row past those other workers are at;
/// from then on the lease token decides who may write. Leases are counted by the database's clock.
/// </summary>
internal static class JobsSql
{
    /// <summary>$1 queue, $2 at most, $3 worker, $4 lease in seconds. Locks rows in the order of the queue.</summary>
    public const string Claim = """
        WITH next AS (
            SELECT id FROM jobs.runs
            WHERE queue = $1 AND state = 'waiting' AND run_at <= now()
                AND NOT EXISTS (SELECT FROM jobs.queues q WHERE q.queue = $1 AND q.is_paused)
            ORDER BY run_at, id LIMIT $2 FOR UPDATE SKIP LOCKED
        )
        UPDATE jobs.runs r
        SET state = 'running', attempt = attempt + 1, worker_id = $3, lease_token = gen_random_uuid(),
            leased_until = now() + make_interval(secs => $4), started_at = now(), ended_at = NULL,
            progress_done = 0, progress_total = NULL, progress_phase = NULL
        FROM next WHERE r.id = next.id
        RETURNING r.id, r.tenant_id, r.kind, r.arguments::text, r.about_kind, r.about_id, r.attempt, r.lease_token, r.requested_by
        """;

    /// <summary>
    /// Renews leases and writes progress of many jobs at once; a job that moved forgives its losses.
    /// Answers the jobs still held and whether somebody wants them stopped. $1 ids, $2 tokens,
    /// $3 done, $4 total, $5 phase, $6 lease in seconds.
    /// </summary>
    public const string Renew = """
        UPDATE jobs.runs r
        SET leased_until = now() + make_interval(secs => $6),
            losses = CASE WHEN held.done > r.progress_done THEN 0 ELSE r.losses END,
            progress_done = held.done, progress_total = held.total, progress_phase = held.phase
        FROM unnest($1::bigint[], $2::uuid[], $3::bigint[], $4::bigint[], $5::text[])
            AS held(id, token, done, total, phase)
        WHERE r.id = held.id AND r.lease_token = held.token AND r.state = 'running'
        RETURNING r.id, r.is_cancel_requested
        """;

    /// <summary>$1 id, $2 token, $3 done, $4 total, $5 phase.</summary>
    public const string Succeed = """
        UPDATE jobs.runs
        SET state = 'succeeded', ended_at = now(), error = NULL, cause = NULL, losses = 0,
            lease_token = NULL, leased_until = NULL, progress_done = $3, progress_total = $4, progress_phase = $5
        WHERE id = $1 AND lease_token = $2 AND state = 'running'
        """;

    /// <summary>$1 id, $2 token, $3 error, $4 cause, $5 seconds to the next attempt or null to park it.</summary>
    public const string Fail = """
        UPDATE jobs.runs
        SET state = CASE WHEN $5::float8 IS NULL THEN 'failed' ELSE 'waiting' END,
            run_at = now() + make_interval(secs => coalesce($5::float8, 0)),
            ended_at = now(), error = $3, cause = $4, lease_token = NULL, leased_until = NULL
        WHERE id = $1 AND lease_token = $2 AND state = 'running'
        """;

    /// <summary>The worker stops: the attempt does not count and another worker goes on at once. $1 id, $2 token.</summary>
    public const string HandBack = """
        UPDATE jobs.runs
        SET state = 'waiting', attempt = attempt - 1, run_at = now(), lease_token = NULL, leased_until = NULL
        WHERE id = $1 AND lease_token = $2 AND state = 'running'
        """;

    /// <summary>$1 id, $2 token.</summary>
    public const string Cancel = """
        UPDATE jobs.runs
        SET state = 'cancelled', ended_at = now(), lease_token = NULL, leased_until = NULL, is_cancel_requested = false
        WHERE id = $1 AND lease_token = $2 AND state = 'running'
        """;

    /// <summary>
    /// Jobs whose worker vanished go back to their queue without losing an attempt, unless they have
    /// taken worker after worker with them. $1 losses after which a job is parked.
    /// </summary>
    public const string Recover = """
        UPDATE jobs.runs
        SET state = CASE WHEN losses + 1 >= $1 THEN 'failed' ELSE 'waiting' END,
            ended_at = CASE WHEN losses + 1 >= $1 THEN now() END,
            error = CASE WHEN losses + 1 >= $1 THEN 'Every worker that ran this job ended without an answer.' ELSE error END,
            cause = CASE WHEN losses + 1 >= $1 THEN 'Every worker that ran this job ended without an answer.' ELSE cause END,
            losses = losses + 1, attempt = attempt - 1, run_at = now(), lease_token = NULL, leased_until = NULL
        WHERE id IN (
            SELECT id FROM jobs.runs WHERE state = 'running' AND leased_until < now()
            ORDER BY id FOR UPDATE SKIP LOCKED)
        """;

    /// <summary>$1 run ids, $2 attempts, $3 instants, $4 levels, $5 messages, $6 tenants.</summary>
    public const string WriteLog = """
        INSERT INTO jobs.log_lines (run_id, attempt, at, level, message, tenant_id)
        SELECT * FROM unnest($1::bigint[], $2::int[], $3::timestamptz[], $4::text[], $5::text[], $6::bigint[])
        """;

    /// <summary>
    /// One job per time of a schedule, whoever asks and however often; none while the one before is
    /// still at it. $1 schedule, $2 due, $3 now.
    /// </summary>
    public const string EnqueueScheduled = """
        WITH due AS (
            UPDATE jobs.schedules SET last_due_at = $2
            WHERE kind = $1 AND (last_due_at IS NULL OR last_due_at < $2) RETURNING kind, queue
        )
        INSERT INTO jobs.runs
            (tenant_id, queue, kind, arguments, only_one, schedule, scheduled_for, requested_by, run_at, created_at,
             state, attempt, losses, is_cancel_requested, progress_done)
        SELECT 0, queue, kind, 'null', 'schedule:' || kind, kind, $2, 'schedule', $3, $3, 'waiting', 0, 0, false, 0
        FROM due ON CONFLICT DO NOTHING
        """;

    /// <summary>Nothing happens while a job of the schedule waits or runs. {0} schedule, {1} who asks, {2} now.</summary>
    public const string EnqueueNow = """
        INSERT INTO jobs.runs
            (tenant_id, queue, kind, arguments, only_one, schedule, requested_by, run_at, created_at,
             state, attempt, losses, is_cancel_requested, progress_done)
        SELECT 0, queue, kind, 'null', 'schedule:' || kind, kind, {1}, {2}, {2}, 'waiting', 0, 0, false, 0
        FROM jobs.schedules WHERE kind = {0} ON CONFLICT DO NOTHING
        """;

    /// <summary>$1 kinds, $2 queues, $3 crons, $4 zones, $5 descriptions, $6 now. Schedules not listed go.</summary>
    public const string SyncSchedules = """
        WITH listed AS (
            SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
                AS l(kind, queue, cron, time_zone, description)
        ), gone AS (
            DELETE FROM jobs.schedules WHERE kind <> ALL ($1)
        )
        INSERT INTO jobs.schedules (kind, queue, cron, time_zone, description, created_at)
        SELECT kind, queue, cron, time_zone, description, $6 FROM listed
        ON CONFLICT (kind) DO UPDATE SET
            queue = excluded.queue, cron = excluded.cron, time_zone = excluded.time_zone, description = excluded.description
        """;

    /// <summary>Ended jobs leave after some days, and their log with them. $1 succeeded before, $2 others before, $3 at most.</summary>
    public const string CleanUp = """
        WITH old AS (
            SELECT id FROM jobs.runs
            WHERE ended_at < $1 AND (state = 'succeeded' OR state IN ('failed', 'cancelled') AND ended_at < $2)
            ORDER BY ended_at LIMIT $3
        ), lines AS (
            DELETE FROM jobs.log_lines WHERE run_id IN (SELECT id FROM old)
        )
        DELETE FROM jobs.runs WHERE id IN (SELECT id FROM old)
        """;

    public const string RegisterWorker = """
        INSERT INTO jobs.workers (host, process_id, version, queues, started_at, last_seen_at, is_stopping, slots)
        VALUES ($1, $2, $3, $4, now(), now(), false, '{}') RETURNING id
        """;

    /// <summary>$1 id, $2 stopping, $3 slots. Workers silent for a day are forgotten.</summary>
    public const string BeatWorker = """
        WITH gone AS (DELETE FROM jobs.workers WHERE last_seen_at < now() - interval '1 day')
        UPDATE jobs.workers SET last_seen_at = now(), is_stopping = $2, slots = $3::jsonb WHERE id = $1
        """;

    public const string ForgetWorker = "DELETE FROM jobs.workers WHERE id = $1";

    /// <summary>Counting stops where more would change nothing. $1 queue.</summary>
    public const string CountWaiting = """
        SELECT count(*) FROM (
            SELECT FROM jobs.runs WHERE queue = $1 AND state = 'waiting' AND run_at <= now() LIMIT 10000) waiting
        """;

    /// <summary>{0} since.</summary>
    public const string EndedPerMinute = """
        SELECT date_trunc('minute', ended_at) AS "At",
            count(*) FILTER (WHERE state = 'succeeded') AS "Succeeded",
            count(*) FILTER (WHERE state <> 'succeeded') AS "Failed"
        FROM jobs.runs WHERE ended_at > {0} GROUP BY 1
        """;

    public const string QueueLoad = """
        SELECT queue AS "Queue", waiting AS "Waiting", later AS "Later", running AS "Running",
            coalesce(extract(epoch FROM longest_wait)::float8, 0) AS "LongestWaitSeconds"
        FROM jobs.queue_load()
        """;

    /// <summary>
    /// The load of every queue over all tenants: numbers only, so that a tenant's administrator may
    /// see whether the platform is behind without seeing whose work it is.
    /// </summary>
    public const string CreateLoadFunction = """
        CREATE FUNCTION jobs.queue_load() RETURNS TABLE
            (queue text, waiting bigint, later bigint, running bigint, longest_wait interval) LANGUAGE sql STABLE
            SECURITY DEFINER SET search_path = pg_catalog AS $$
            SELECT queue,
                count(*) FILTER (WHERE state = 'waiting' AND run_at <= now()),
                count(*) FILTER (WHERE state = 'waiting' AND run_at > now()),
                count(*) FILTER (WHERE state = 'running'),
                max(now() - run_at) FILTER (WHERE state = 'waiting' AND run_at <= now())
            FROM jobs.runs WHERE state IN ('waiting', 'running') GROUP BY queue $$;
        REVOKE ALL ON FUNCTION jobs.queue_load() FROM PUBLIC;
        GRANT EXECUTE ON FUNCTION jobs.queue_load() TO portal_app;
        """;
}
