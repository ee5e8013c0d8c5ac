using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Core.Wallets;
using Portal.Core.Wallets.Contracts;
using Portal.Kit.Dates;
using Portal.Shell;

namespace Portal.Areas.Finance.Wallets;

public partial class FinanceWalletStatementPage
{
    private WalletStatement? _statement;
    private DaySpan _days;

    [Parameter]
    public long Id { get; set; }

    /// <summary>The month so far when it is missing or lacks an end.</summary>
    [SupplyParameterFromQuery]
    public string? Days { get; set; }

    [Inject]
    public required WalletStatements Statements { get; init; }

    [Inject]
    public required UserClock Clock { get; init; }

    protected override async Task OnParametersSetAsync()
    {
        _days = StatementDays.Of(Days, Clock.BusinessToday);
        var found = await Statements.FindAsync(new WalletId(Id), _days.Range!.Value, Stopping);
        _statement = found.Failed ? null : found.Value;
        if (found is { Failed: true, Error.Code: not "wallets.not_found" })
        {
            Notices.Refuse(found.Error);
        }
    }

    private void Choose(string? first, string? last) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("days", $"{first}..{last}"));

    private static string? Iso(DateOnly? day) =>
        day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
