namespace Portal.Core.Settlement.Rules;

/// <summary>Sets by where they are in their life.</summary>
internal static class CommissionSets
{
    /// <summary>Published and not taken back; they hold one after the other.</summary>
    public static IQueryable<CommissionSet> InTurn(this IQueryable<CommissionSet> sets) =>
        sets.Where(s => s.PublishedAt != null && s.TakenBackAt == null);

    /// <summary>Published for later; there is one at most.</summary>
    public static IQueryable<CommissionSet> Waiting(
        this IQueryable<CommissionSet> sets,
        DateTimeOffset now
    ) => sets.InTurn().Where(s => s.StartsAt > now);
}
