using Portal.Core.Identity;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Settlement.Reconciliation;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Settlement;

/// <summary>A person of finance at the statements of a gateway and a bank.</summary>
internal sealed class StatementDesk(TestPortal portal, PersonId person)
{
    public const string Gateway = "hooked";
    public const string Bank = "GB33BUKB20201555555555";

    private int _number;

    public DateOnly Today => DateOnly.FromDateTime(portal.Clock.GetUtcNow().UtcDateTime);

    public static async Task<StatementDesk> OpenAsync(TestPortal portal) =>
        new(
            portal,
            await portal.AddPersonAsync(
                "reconciler@example.com",
                BuiltInRoles.FinanceAdmin,
                portal.Tenant
            )
        );

    /// <summary>A statement that adds up, from nothing, over the days of its lines.</summary>
    public ReadStatement Statement(
        StatementSource source,
        string currency,
        DateOnly through,
        params IReadOnlyList<ReadLine> lines
    ) =>
        new(
            source,
            source is StatementSource.Bank ? Bank : Gateway,
            $"S-{++_number}",
            Currency.Of(currency),
            0,
            lines.Sum(l => l.AmountMinor - l.FeeMinor),
            lines.Select(l => l.BookedOn).Append(through).Min(),
            through,
            lines
        );

    /// <summary>What the gateway took for an order.</summary>
    public ReadLine Charge(long order, long minor, long fee) =>
        new(0, StatementLineKind.Charge, minor, fee, Today, $"order-{order}-1", "hooked-1");

    /// <summary>What the gateway paid to the bank under a name; negative.</summary>
    public ReadLine Settlement(long minor, string name) =>
        new(0, StatementLineKind.Settlement, minor, 0, Today, null, null, name);

    public async Task<Result<IReadOnlyList<ImportedStatement>>> ImportAsync(byte[] file)
    {
        await using var scope = portal.ScopeOf(person, portal.Tenant);
        using var content = new MemoryStream(file);
        return await scope
            .Get<ImportStatement>()
            .HandleAsync(new ImportStatementCommand("statement.csv", content), default);
    }

    /// <summary>Imports and matches.</summary>
    public async Task<MatchedStatements> TakeAsync(params IReadOnlyList<ReadStatement> statements)
    {
        Assert.False((await ImportAsync(StatementWriter.Csv(statements))).Failed);
        return (await MatchAsync()).Value;
    }

    public async Task<Result<MatchedStatements>> MatchAsync()
    {
        await using var scope = portal.ScopeOf(person, portal.Tenant);
        return await scope.Get<MatchStatements>().HandleAsync(default);
    }

    /// <summary>Matches; how many lines were, and how many stay open.</summary>
    public async Task<(int Lines, int Open)> CountMatchesAsync()
    {
        var matched = (await MatchAsync()).Value;
        return (matched.Lines, matched.Open);
    }

    public async Task<IReadOnlyList<DifferenceRow>> OpenAsync()
    {
        await using var scope = portal.ScopeOf(person, portal.Tenant);
        var page = await scope
            .Get<DifferenceQueries>()
            .ListAsync(
                new DifferenceFilter([DifferenceStatus.Open]),
                new PageRequest(Size: PageRequest.MaxSize),
                default
            );
        return page.Value.Rows;
    }

    public async Task<DifferenceDetail> FindAsync(DifferenceId id)
    {
        await using var scope = portal.ScopeOf(person, portal.Tenant);
        return (await scope.Get<DifferenceQueries>().FindAsync(id, default)).Value;
    }

    public async Task<Result> DoAsync<TAct>(Func<TAct, Task<Result>> act)
        where TAct : notnull
    {
        await using var scope = portal.ScopeOf(person, portal.Tenant);
        return await act(scope.Get<TAct>());
    }

    public async Task<ReconciliationOverview> OverviewAsync()
    {
        await using var scope = portal.ScopeOf(person, portal.Tenant);
        return (await scope.Get<ReconciliationQueries>().OverviewAsync(Today, 30, default)).Value;
    }
}
