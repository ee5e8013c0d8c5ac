using Portal.Core.Kernel;
using Portal.Core.Settlement.Rules;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Settlement.Rules;

/// <summary>Finance at work on commission rules.</summary>
internal sealed class RuleDesk(TestPortal portal)
{
    /// <summary>A draft with these rules and no others.</summary>
    public async Task<CommissionSetId> DraftAsync(
        string name,
        params IReadOnlyList<RuleDraft> rules
    )
    {
        await using var scope = portal.Scope();
        var id = (await scope.Get<StartDraft>().HandleAsync(new(name), default)).Value;
        var saved = await SaveAsync(id, rules);
        Assert.False(saved.Failed, saved.Failed ? saved.Error.Message : "");
        return id;
    }

    public async Task<Result> SaveAsync(CommissionSetId id, params IReadOnlyList<RuleDraft> rules)
    {
        var set = (await FindAsync(id)).View.Set;
        await using var scope = portal.Scope();
        return await scope
            .Get<SaveDraft>()
            .HandleAsync(new(id, set.Version, set.Name, rules), default);
    }

    public async Task<CommissionSetDetail> FindAsync(CommissionSetId id)
    {
        await using var scope = portal.Scope();
        return (await scope.Get<CommissionSetQueries>().FindAsync(id, default)).Value;
    }

    /// <summary>At once, without a start.</summary>
    public async Task<Result<DateTimeOffset>> PublishAsync(
        CommissionSetId id,
        DateTimeOffset? start = null
    )
    {
        var detail = await FindAsync(id);
        await using var scope = portal.Scope();
        return await scope
            .Get<PublishSet>()
            .HandleAsync(new(id, detail.View.Set.Version, detail.LastPublished, start), default);
    }

    /// <summary>These rules hold from now on, and no others.</summary>
    public async Task HoldAsync(params IReadOnlyList<RuleDraft> rules)
    {
        var published = await PublishAsync(await DraftAsync("Set", rules));
        Assert.False(published.Failed, published.Failed ? published.Error.Message : "");
    }

    public async Task<Result> TakeBackAsync(CommissionSetId id)
    {
        await using var scope = portal.Scope();
        return await scope.Get<TakeBackSet>().HandleAsync(new(id), default);
    }

    public async Task<LabReport> ReplayAsync(CommissionSetId? set, int days = 90)
    {
        await using var scope = portal.Scope();
        return (await scope.Get<CommissionLab>().ReplayAsync(set, days, default)).Value;
    }
}
