using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Core.Ledger;
using Portal.Shell;

namespace Portal.Areas.Finance.Ledger;

public partial class FinanceTrialBalancePage
{
    private TrialBalance? _balance;
    private DateOnly _day;

    /// <summary>Today when it is missing, no day, or still to come.</summary>
    [SupplyParameterFromQuery]
    public string? Date { get; set; }

    [Inject]
    public required LedgerQueries Ledger { get; init; }

    [Inject]
    public required UserClock Clock { get; init; }

    protected override async Task OnParametersSetAsync()
    {
        _day = TrialBalanceDay.Of(Date, Clock.BusinessToday);
        var found = await Ledger.TrialBalanceAsync(_day, Stopping);
        _balance = found.Failed ? null : found.Value;
    }

    private void Choose(ChangeEventArgs change) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("date", change.Value as string));

    private static string Iso(DateOnly day) =>
        day.ToString(TrialBalanceDay.Format, CultureInfo.InvariantCulture);
}
