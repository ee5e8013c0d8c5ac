using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Core.Catalog.Contracts;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Rules;

/// <summary>
/// What sales would have paid under other rules: the last whole days, each sale as it was frozen, its
/// category and level too. Reads only. Every read refuses without the right.
/// </summary>
public sealed class CommissionLab(
    IDbContextFactory<PortalDbContext> contexts,
    PortalConnections connections,
    TenantReader tenants,
    ProductReader products,
    CurrentUser user,
    CurrentTenant tenant,
    TimeProvider clock
)
{
    public const int MaxDays = 90;

    /// <param name="set">A draft, or any other set; null replays what was published, which must change nothing.</param>
    /// <param name="days">Whole days before today, 1 to <see cref="MaxDays"/>.</param>
    /// <param name="ct">Stops the replay.</param>
    public async Task<Result<LabReport>> ReplayAsync(
        CommissionSetId? set,
        int days,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(SettlementPermissions.Terms, ct))
        {
            return Error.Forbidden;
        }

        if (days is < 1 or > MaxDays)
        {
            return Error.InvalidField("days", $"From 1 to {MaxDays} days.");
        }

        var (name, rules) = await RulesAsync(set, ct);
        if (name is null)
        {
            return SettlementErrors.SetNotFound;
        }

        var place = await tenants.CurrentAsync(ct);
        var today = place.DayOf(clock.GetUtcNow());
        var period = new DateRange(today.AddDays(-days), today.AddDays(-1));
        var groups = await GroupsAsync(set, place.StartOf(period.First), place.StartOf(today), ct);
        var shops = await tenants.SellerNamesAsync(ct);
        var categories = (await products.CategoriesAsync(ct)).ToDictionary(c => c.Id);
        var reasons = RuleReachPolicy.WhyNever(
            rules,
            await WorldAsync(rules, groups, shops, categories, ct)
        );
        return new LabReport(
            name,
            period,
            [.. Of(groups, LabSql.Total).Select(g => g.Sum)],
            [
                .. Of(groups, LabSql.ByShop)
                    .Select(g => (Id: new SellerId(g.Shop!.Value), g.Sum))
                    .Select(g => new LabShop(g.Id, shops.GetValueOrDefault(g.Id, ""), g.Sum)),
            ],
            [
                .. Of(groups, LabSql.ByCategory)
                    .Select(g => new LabCategory(TitleOf(g.Category, categories), g.Sum)),
            ],
            [.. rules.Select((r, i) => new LabRule(i + 1, r, OfRule(groups, i + 1), reasons[i]))],
            OfRule(groups, null)
        );
    }

    private async Task<(string? Name, IReadOnlyList<RuleDraft> Rules)> RulesAsync(
        CommissionSetId? set,
        CancellationToken ct
    )
    {
        if (set is null)
        {
            return ("Rules as published", []);
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var found = await db
            .CommissionSets.AsNoTracking()
            .SingleOrDefaultAsync(s => s.Id == set, ct);
        return (found?.Name, found?.Rules ?? []);
    }

    private async Task<List<Group>> GroupsAsync(
        CommissionSetId? set,
        DateTimeOffset from,
        DateTimeOffset until,
        CancellationToken ct
    )
    {
        await using var connection = await connections.OpenAsync(ct);
        await using var replay = new NpgsqlCommand(
            set is null ? LabSql.UnderPublished : LabSql.UnderSet,
            connection
        )
        {
            CommandTimeout = LabSql.TimeoutSeconds,
            Parameters = { SqlValue.Of(tenant.Id.Value), SqlValue.Of(from), SqlValue.Of(until) },
        };
        if (set is { } id)
        {
            replay.Parameters.Add(SqlValue.Of(id.Value));
        }

        var groups = new List<Group>();
        await using var reader = await replay.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            groups.Add(Read(reader));
        }

        return groups;
    }

    private async Task<RuleWorld> WorldAsync(
        IReadOnlyList<RuleDraft> rules,
        List<Group> groups,
        IReadOnlyDictionary<SellerId, string> shops,
        IReadOnlyDictionary<CategoryId, CategoryFact> categories,
        CancellationToken ct
    )
    {
        var named = rules.SelectMany(r => r.Products ?? []).Distinct().ToList();
        await using var db = await contexts.CreateDbContextAsync(ct);
        return new RuleWorld(
            shops.Keys.ToHashSet(),
            (await products.FactsAsync(named, ct)).ToDictionary(p => p.Id),
            categories,
            (await products.CurrenciesAsync(ct))
                .Concat(groups.Select(g => g.Sum.Gross.Currency))
                .ToHashSet(),
            (await db.ShopLevels.LevelsTodayAsync(ct)).Values.ToHashSet(StringComparer.Ordinal),
            clock.GetUtcNow()
        );
    }

    private static IEnumerable<Group> Of(List<Group> groups, int kind) =>
        groups.Where(g => g.Kind == kind);

    private static IReadOnlyList<LabSum> OfRule(List<Group> groups, long? place) =>
        [.. Of(groups, LabSql.ByRule).Where(g => g.Place == place).Select(g => g.Sum)];

    private static string TitleOf(
        long? category,
        IReadOnlyDictionary<CategoryId, CategoryFact> categories
    ) =>
        category is not { } id ? "No category"
        : categories.TryGetValue(new CategoryId(id), out var known) ? known.Title
        : "A category that is gone";

    private static Group Read(NpgsqlDataReader r)
    {
        var currency = Currency.Of(r.GetString(1));
        return new Group(
            r.GetInt32(0),
            r.IsDBNull(2) ? null : r.GetInt64(2),
            r.IsDBNull(3) ? null : r.GetInt64(3),
            r.IsDBNull(4) ? null : Convert.ToInt64(r.GetValue(4), null),
            new LabSum(
                r.GetInt64(5),
                r.GetInt64(9),
                new Money(r.GetInt64(6), currency),
                new Money(r.GetInt64(7), currency),
                new Money(r.GetInt64(8), currency)
            )
        );
    }

    /// <param name="Kind">What was summed over; the others of shop, category and rule say nothing.</param>
    private sealed record Group(int Kind, long? Shop, long? Category, long? Place, LabSum Sum);
}
