using Portal.Core.Kernel;

namespace Portal.Core.Settlement.Reconciliation;

/// <summary>Something that could be a difference's counterpart.</summary>
/// <param name="Resolves">Whose resolution it would be.</param>
/// <param name="Minor">As the statement would have it.</param>
/// <param name="IsNamed">The one names the other.</param>
internal sealed record ProposalCandidate(
    DifferenceId Resolves,
    MatchTarget Kind,
    long Target,
    string Name,
    string? Href,
    DateOnly Day,
    long Minor,
    bool IsNamed
);

/// <summary>Ranks what a difference may be: what is named first, then the same amount by nearness of days, then sums.</summary>
internal static class ProposalPolicy
{
    /// <summary>The most lines that are proposed as one sum.</summary>
    public const int MaxSummands = 4;

    /// <summary>The most that are looked at for sums; the nearest.</summary>
    private const int MaxParts = 24;

    private const int MaxShown = 6;

    public static IReadOnlyList<Proposal> Rank(
        Money amount,
        DateOnly day,
        IReadOnlyCollection<ProposalCandidate> candidates
    )
    {
        var single = candidates
            .Where(c => c.IsNamed || c.Minor == amount.Minor)
            .OrderByDescending(c => c.IsNamed)
            .ThenBy(c => Math.Abs(c.Minor - amount.Minor))
            .ThenBy(c => Distance(c.Day, day))
            .ThenBy(c => c.Target)
            .Select(c => Of(amount, day, c));
        return [.. single.Concat(Sums(amount, day, candidates)).Take(MaxShown)];
    }

    private static Proposal Of(Money amount, DateOnly day, ProposalCandidate candidate)
    {
        var off = new Money(amount.Minor - candidate.Minor, amount.Currency);
        var reason =
            candidate.IsNamed && off.Minor == 0 ? "The same reference and amount"
            : candidate.IsNamed ? "The same reference, another amount"
            : Distance(candidate.Day, day) switch
            {
                0 => "The same amount on the same day",
                1 => "The same amount a day apart",
                var days => $"The same amount {days} days apart",
            };
        return new Proposal(
            candidate.Resolves,
            candidate.Kind,
            [candidate.Target],
            candidate.Name,
            candidate.Href,
            candidate.Day,
            new Money(candidate.Minor, amount.Currency),
            off,
            reason
        );
    }

    /// <summary>Payments of a gateway that a bank booked as one: sums of up to four of the nearest.</summary>
    private static IEnumerable<Proposal> Sums(
        Money amount,
        DateOnly day,
        IEnumerable<ProposalCandidate> candidates
    )
    {
        var parts = candidates
            .Where(c => c.Kind is MatchTarget.Settlement)
            .OrderBy(c => Distance(c.Day, day))
            .ThenBy(c => c.Target)
            .Take(MaxParts)
            .ToArray();
        foreach (var sum in Choose(parts, amount.Minor, 0, []))
        {
            yield return new Proposal(
                sum[0].Resolves,
                MatchTarget.Settlement,
                [.. sum.Select(c => c.Target)],
                string.Join(", ", sum.Select(c => c.Name)),
                null,
                sum.Max(c => c.Day),
                amount,
                Money.Zero(amount.Currency),
                $"{sum.Length} payments that together come to this amount"
            );
        }
    }

    private static IEnumerable<ProposalCandidate[]> Choose(
        ProposalCandidate[] parts,
        long left,
        int from,
        ProposalCandidate[] chosen
    )
    {
        for (var i = from; i < parts.Length; i++)
        {
            ProposalCandidate[] longer = [.. chosen, parts[i]];
            var rest = left - parts[i].Minor;
            if (rest == 0 && longer.Length > 1)
            {
                yield return longer;
            }
            else if (rest > 0 && longer.Length < MaxSummands)
            {
                foreach (var found in Choose(parts, rest, i + 1, longer))
                {
                    yield return found;
                }
            }
        }
    }

    private static int Distance(DateOnly one, DateOnly other) =>
        Math.Abs(one.DayNumber - other.DayNumber);
}
