namespace Portal.Core.Settlement.Reserves;

/// <summary>How much moves between a shop's balance and its reserve: pure rules. Minor units of one currency.</summary>
public static class ReservePolicy
{
    /// <summary>
    /// A debt is covered as far as the reserve goes; else what is above the target goes back; else the reserve takes what is free
    /// until the target is reached. After the move nothing more is to be moved.
    /// </summary>
    /// <param name="balance">What the shop may be paid; below zero it owes.</param>
    /// <param name="held">Of the balance, in runs that wait; it may be more than there is, after a refund.</param>
    /// <param name="reserve">What is kept now; never below zero.</param>
    /// <param name="target">What is to be kept.</param>
    /// <returns>Above zero from the balance into the reserve, below zero back.</returns>
    public static long MoveOf(long balance, long held, long reserve, long target)
    {
        var surplus = Math.Max(0, reserve - target);
        if (balance < 0)
        {
            return -Math.Max(Math.Min(reserve, -balance), surplus);
        }

        return surplus > 0 ? -surplus : Math.Min(target - reserve, Math.Max(0, balance - held));
    }
}
