using Microsoft.EntityFrameworkCore;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Rules;

/// <summary>Levels by when they hold.</summary>
internal static class ShopLevels
{
    /// <summary>Of the shops that have one.</summary>
    public static async Task<IReadOnlyDictionary<SellerId, string>> LevelsTodayAsync(
        this IQueryable<ShopLevel> levels,
        CancellationToken ct
    )
    {
        var latest = await levels
            .GroupBy(l => l.SellerId)
            .Select(g => g.OrderByDescending(l => l.Since).ThenByDescending(l => l.Id).First())
            .ToListAsync(ct);
        return latest.Where(l => l.Level is not null).ToDictionary(l => l.SellerId, l => l.Level!);
    }
}
