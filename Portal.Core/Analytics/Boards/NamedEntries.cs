using Microsoft.Extensions.Caching.Memory;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Analytics.Boards;

/// <summary>
/// Remembers who is on a page of a board. A page with the same members and scores as before has the
/// same counts of orders, so only a board that has moved asks PostgreSQL. A new name shows within a minute.
/// </summary>
public sealed class NamedEntries : IDisposable
{
    private static readonly TimeSpan NamesKept = TimeSpan.FromMinutes(1);

    /// <summary>Pages of at most 100 entries: some 20 MB when it is full.</summary>
    private readonly MemoryCache _pages = new(new MemoryCacheOptions { SizeLimit = 1_000 });

    internal async Task<IReadOnlyList<CustomerRank>> GetAsync(
        FigureScope scope,
        int offset,
        int limit,
        IReadOnlyList<BoardEntry> entries,
        Func<Task<IReadOnlyList<CustomerRank>>> name
    )
    {
        if (scope.Single is not { } shop)
        {
            return await name();
        }

        var key = new Key(scope.Tenant.Id, shop, scope.Currency, offset, limit);
        if (_pages.Get<Page>(key) is { } known && known.Entries.SequenceEqual(entries))
        {
            return known.Ranks;
        }

        var ranks = await name();
        _pages.Set(
            key,
            new Page(entries, ranks),
            new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = NamesKept }
        );
        return ranks;
    }

    public void Dispose() => _pages.Dispose();

    private readonly record struct Key(
        TenantId Tenant,
        SellerId Shop,
        Currency Currency,
        int Offset,
        int Limit
    );

    private sealed record Page(
        IReadOnlyList<BoardEntry> Entries,
        IReadOnlyList<CustomerRank> Ranks
    );
}
