namespace Portal.Core.Identity.SignIn;

/// <summary>Counting of sign-in tries, decided by the database so that a thousand at once count as a thousand.</summary>
internal static class SignInSql
{
    /// <summary>
    /// Counts a try before it is looked at. $1 subject hash, $2 device hash, $3 now. Answers whether the
    /// try may go on and until when the next must wait. Four tries are free; from the fifth on each is
    /// followed by a pause that doubles from 15 s to 15 min. A day without a try forgets the earlier
    /// ones. Locks one row.
    /// </summary>
    public const string TakeTry = """
        INSERT INTO identity.sign_in_counters AS c
            (subject_hash, device_hash, failures, was_admitted, last_try_at, blocked_until)
        VALUES ($1, $2, 1, true, $3, $3)
        ON CONFLICT (subject_hash, device_hash) DO UPDATE SET
            was_admitted = c.blocked_until <= $3,
            failures = CASE
                WHEN c.blocked_until > $3 THEN c.failures
                WHEN c.last_try_at < $3 - interval '1 day' THEN 1
                ELSE c.failures + 1 END,
            blocked_until = CASE
                WHEN c.blocked_until > $3 THEN c.blocked_until
                WHEN c.failures < 4 OR c.last_try_at < $3 - interval '1 day' THEN $3
                ELSE $3 + least(interval '15 minutes', interval '15 seconds' * power(2, least(c.failures - 4, 10))) END,
            last_try_at = $3
        RETURNING was_admitted, blocked_until
        """;

    /// <summary>$1 subject hash, $2 device hash: the person proved who they are.</summary>
    public const string Forgive = """
        DELETE FROM identity.sign_in_counters WHERE subject_hash = $1 AND device_hash = $2
        """;
}
