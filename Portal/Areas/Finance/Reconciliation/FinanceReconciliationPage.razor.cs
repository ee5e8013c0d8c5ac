using Microsoft.AspNetCore.Components;
using Portal.Core.Kernel;
using Portal.Core.Settlement.Reconciliation;
using Portal.Kit;
using Portal.Shell;

namespace Portal.Areas.Finance.Reconciliation;

public partial class FinanceReconciliationPage
{
    private const int ShownDays = 14;

    private ReconciliationOverview? _overview;

    [Inject]
    public required ReconciliationQueries Reconciliation { get; init; }

    [Inject]
    public required MatchStatements Match { get; init; }

    [Inject]
    public required UserClock Clock { get; init; }

    private IEnumerable<IGrouping<string, DifferenceAge>> OpenByAge =>
        _overview!.Ages.GroupBy(a => a.Age, StringComparer.Ordinal);

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var found = await Reconciliation.OverviewAsync(Clock.BusinessToday, ShownDays, Stopping);
        if (found.Failed)
        {
            Notices.Refuse(found.Error);
            return;
        }

        _overview = found.Value;
    }

    private Task MatchAsync() => RunAsync(Match.HandleAsync, Words, _ => LoadAsync());

    internal static string Words(MatchedStatements matched) =>
        $"{Count(matched.Lines, "line")} matched, {Count(matched.Open, "difference")} left for a person.";

    private static string Count(int count, string noun) =>
        count == 1 ? $"1 {noun}" : $"{NumberFormat.Full(count)} {noun}s";

    private static string Total(IGrouping<Currency, DifferenceAge> ages) =>
        MoneyFormat.Full(ages.Aggregate(Money.Zero(ages.Key), (sum, age) => sum + age.Amount));
}
