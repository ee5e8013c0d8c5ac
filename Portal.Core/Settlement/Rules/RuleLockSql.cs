namespace Portal.Core.Settlement.Rules;

/// <summary>
/// Parts the moments at which rules or levels change from those at which sales are booked by them:
/// what was booked before a change is older than the change, so a sale has the rule of its time.
/// Taken first in a transaction, before any row is locked; held until it ends.
/// </summary>
internal static class RuleLockSql
{
    /// <summary>Waits until no sale is being booked; read the time after it.</summary>
    public const string Change = "SELECT pg_advisory_xact_lock(0, 3)";

    public const string Book = "SELECT pg_advisory_xact_lock_shared(0, 3)";
}
