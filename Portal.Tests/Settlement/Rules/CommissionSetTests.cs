using Portal.Core.Kernel;
using Portal.Core.Settlement;
using Portal.Core.Settlement.Rules;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Settlement.Rules;

/// <summary>Drafts, and how they come to hold.</summary>
public sealed class CommissionSetTests : PortalTests
{
    private FrozenSales _sales = null!;
    private RuleDesk _desk = null!;

    private DateTimeOffset Now => Portal.Clock.GetUtcNow();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _sales = new FrozenSales(Portal);
        _desk = new RuleDesk(Portal);
    }

    [Fact]
    public async Task Draft_BeginsAsACopyOfTodaysRulesAndHoldsNothing()
    {
        await _desk.HoldAsync(
            new RuleDraft("Toys", 900, FromMinor: 5, Currency: Pounds),
            new("Rest", 1_000)
        );

        await using var scope = Portal.Scope();
        var draft = (await scope.Get<StartDraft>().HandleAsync(new("Copy"), default)).Value;
        await _desk.SaveAsync(draft, new RuleDraft("Free", 0));

        Assert.Equal("Toys", await RuleOfSaleAsync(Now));
        await scope
            .Get<PublishCommissionRule>()
            .HandleAsync(new("Feast", 5, 2_000, StartsAt: Now.AddDays(2)), default);
        await _desk.PublishAsync(draft, Now.AddDays(3));
        var copy = (await scope.Get<StartDraft>().HandleAsync(new("Second"), default)).Value;
        Assert.Equal(
            ["Toys", "Rest", "Feast"],
            (await _desk.FindAsync(copy)).View.Set.Rules.Select(r => r.Name)
        );
        Assert.Equal(CommissionSetState.Draft, (await _desk.FindAsync(copy)).View.State);
    }

    [Fact]
    public async Task Draft_ThatSomebodyElseChanged_IsNotOverwritten()
    {
        var draft = await _desk.DraftAsync("Draft", new RuleDraft("One", 100));
        var seen = (await _desk.FindAsync(draft)).View.Set.Version;
        await _desk.SaveAsync(draft, new RuleDraft("Two", 200));

        await using var scope = Portal.Scope();
        var late = await scope
            .Get<SaveDraft>()
            .HandleAsync(new(draft, seen, "Draft", [new RuleDraft("Three", 300)]), default);
        var published = await scope
            .Get<PublishSet>()
            .HandleAsync(new(draft, seen, null, null), default);

        Assert.Equal(Error.ChangedMeanwhile, late.Error);
        Assert.Equal(Error.ChangedMeanwhile, published.Error);
    }

    [Fact]
    public async Task PublishedSet_TakesTheOthersPlaceAtItsStart()
    {
        await _desk.HoldAsync(new RuleDraft("Old", 1_000));
        var start = Now.AddDays(1);
        var set = await _desk.DraftAsync("New", new RuleDraft("New", 500));

        Assert.Equal(start, (await _desk.PublishAsync(set, start)).Value);

        Assert.Equal("Old", await RuleOfSaleAsync(start.AddMicroseconds(-1)));
        Assert.Equal("New", await RuleOfSaleAsync(start));
        Assert.Equal(CommissionSetState.Waiting, (await _desk.FindAsync(set)).View.State);
        Assert.Equal(SettlementErrors.SetPublished, (await _desk.SaveAsync(set)).Error);
        Portal.Clock.Set(start);
        Assert.Equal(CommissionSetState.Holding, (await _desk.FindAsync(set)).View.State);
        Assert.Equal(SettlementErrors.SetNotWaiting, (await _desk.TakeBackAsync(set)).Error);
        Assert.Equal("2", await AuditedAsync("published_at"));
    }

    [Fact]
    public async Task SetTakenBack_LeavesEverythingAsItWas()
    {
        var end = Now.AddDays(3);
        await _desk.HoldAsync(
            new RuleDraft("Feast", 2_000, StartsAt: Now.AddDays(2), EndsAt: end),
            new("Old", 1_000)
        );
        var set = await _desk.DraftAsync("New", new RuleDraft("New", 500));
        await _desk.PublishAsync(set, Now.AddDays(1));

        Assert.False((await _desk.TakeBackAsync(set)).Failed);

        Assert.Equal("Old", await RuleOfSaleAsync(Now.AddDays(1)));
        Assert.Equal("Feast", await RuleOfSaleAsync(Now.AddDays(2)));
        Assert.Equal("Old", await RuleOfSaleAsync(end));
        Assert.Equal(CommissionSetState.TakenBack, (await _desk.FindAsync(set)).View.State);
        Assert.Equal(SettlementErrors.SetNotWaiting, (await _desk.TakeBackAsync(set)).Error);
    }

    [Fact]
    public async Task WhileASetWaits_NothingElseIsPublished()
    {
        await _desk.PublishAsync(
            await _desk.DraftAsync("First", new RuleDraft("One", 100)),
            Now.AddDays(1)
        );

        var second = await _desk.PublishAsync(
            await _desk.DraftAsync("Second", new RuleDraft("Two", 200)),
            Now.AddDays(2)
        );
        await using var scope = Portal.Scope();
        var alone = await scope
            .Get<PublishCommissionRule>()
            .HandleAsync(new("Alone", 1, 100), default);

        Assert.Equal(SettlementErrors.SetWaits, second.Error);
        Assert.Equal(SettlementErrors.SetWaits, alone.Error);
    }

    [Fact]
    public async Task MeaninglessPublishing_IsRefused()
    {
        var empty = await _desk.DraftAsync("Empty");
        var rules = await _desk.DraftAsync("Rules", new RuleDraft("One", 100));

        Assert.Equal(SettlementErrors.SetEmpty, (await _desk.PublishAsync(empty)).Error);
        Assert.Equal(
            ["starts_at"],
            (await _desk.PublishAsync(rules, Now.AddSeconds(-1))).Error.Fields.Keys
        );
        Assert.Equal(
            ["floor_minor"],
            (
                await _desk.SaveAsync(
                    rules,
                    new RuleDraft("Crossed", 1, Currency: Pounds, FloorMinor: 2, CapMinor: 1)
                )
            )
                .Error
                .Fields
                .Keys
        );
        Assert.Equal(
            ["sellers"],
            (await _desk.SaveAsync(rules, new RuleDraft("Gone", 1, Sellers: [new(999_999)])))
                .Error
                .Fields
                .Keys
        );
    }

    [Fact]
    public async Task TwoPublishingAtOnce_OneWinsAndTheOtherIsTold()
    {
        for (var round = 0; round < 5; round++)
        {
            Portal.Clock.Advance(TimeSpan.FromMinutes(1));
            var one = await _desk.DraftAsync("One", new RuleDraft("One", 100));
            var two = await _desk.DraftAsync("Two", new RuleDraft("Two", 200));
            var details = (One: await _desk.FindAsync(one), Two: await _desk.FindAsync(two));

            var answers = await Task.WhenAll(
                PublishSeenAsync(details.One),
                PublishSeenAsync(details.Two)
            );

            var refused = Assert.Single(answers, a => a.Failed);
            Assert.Equal(SettlementErrors.AnotherPublished, refused.Error);
            Assert.Equal(
                1,
                await Portal.AdminScalarAsync<long>(
                    "SELECT count(*) FROM settlement.commission_rules WHERE ends_at IS NULL"
                )
            );
        }
    }

    [Fact]
    public async Task SalesBookedWhileRulesChange_HaveTheRuleOfTheirTime()
    {
        // Frozen time would let rules start before sales that were booked already.
        Portal.Clock.Run();
        await _desk.HoldAsync(new RuleDraft("Rule 0", 1_000));
        using var done = new CancellationTokenSource();
        var selling = Task.Run(() => SellUntilAsync(done.Token));
        for (var i = 1; i <= 10; i++)
        {
            await _desk.HoldAsync(new RuleDraft($"Rule {i}", 1_000 + i));
        }

        await done.CancelAsync();
        await selling;

        Assert.Equal(
            0,
            await Portal.AdminScalarAsync<long>(
                """
                SELECT count(*) FROM settlement.sales s LEFT JOIN settlement.commission_rules r ON r.id = s.commission_rule_id
                WHERE r.id IS NULL OR s.captured_at < r.starts_at OR s.captured_at >= r.ends_at
                """
            )
        );
        Portal.Clock.Advance(TimeSpan.FromDays(1));
        var total = Assert.Single((await _desk.ReplayAsync(null)).Totals);
        Assert.Equal((0, 0), (total.Changed, total.More.Minor));
    }

    private async Task SellUntilAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            var now = TimeProvider.System.GetUtcNow();
            await _sales.SellAsync([
                .. Enumerable
                    .Range(1, 20)
                    .Select(i => new SoldLine(Portal.Seller, 0, i * 1_000, now)),
            ]);
        }
    }

    private async Task<Result<DateTimeOffset>> PublishSeenAsync(CommissionSetDetail seen)
    {
        await using var scope = Portal.Scope();
        return await scope
            .Get<PublishSet>()
            .HandleAsync(
                new(seen.View.Set.Id, seen.View.Set.Version, seen.LastPublished, null),
                default
            );
    }

    private async Task<string> RuleOfSaleAsync(DateTimeOffset at)
    {
        var orders = await _sales.SellAsync(new SoldLine(Portal.Seller, 0, 1_000, at));
        return (await _sales.FrozenAsync(orders[0])).Rule;
    }

    private Task<string?> AuditedAsync(string property) =>
        Portal.AdminScalarAsync<string>(
            $"SELECT count(*)::text FROM audit.entries WHERE after::jsonb ->> '{property}' IS NOT NULL"
        );

    private static Currency Pounds => Currency.Of("GBP");
}
