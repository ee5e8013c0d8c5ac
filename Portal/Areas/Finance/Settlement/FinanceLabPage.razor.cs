using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Core.Kernel;
using Portal.Core.Settlement.Rules;
using Portal.Kit;
using Portal.Kit.Tables;

namespace Portal.Areas.Finance.Settlement;

public partial class FinanceLabPage
{
    private const string LessKey = "less";
    private const string MoreKey = "more";

    private static readonly int[] Spans = [7, 30, CommissionLab.MaxDays];

    private readonly TableFilter[] _filters =
    [
        new ChoiceFilter(
            "side",
            "Side",
            [new FilterChoice(LessKey, "Winners"), new FilterChoice(MoreKey, "Losers")]
        ),
        new TextFilter("currency", "Currency", "GBP"),
    ];

    private IReadOnlyList<CommissionSetView> _sets = [];
    private LabReport? _report;
    private RuleParts? _parts;
    private (long? Draft, int Days)? _replayed;
    private bool _isReplaying = true;

    /// <summary>The set that is tried; none replays what was published.</summary>
    [SupplyParameterFromQuery(Name = "draft")]
    public string? DraftText { get; set; }

    [SupplyParameterFromQuery(Name = "days")]
    public string? DaysText { get; set; }

    [Inject]
    public required CommissionLab Lab { get; init; }

    [Inject]
    public required CommissionSetQueries Sets { get; init; }

    private long? Draft =>
        DraftText is null ? _sets.FirstOrDefault(s => s.Set.IsDraft)?.Set.Id.Value
        : long.TryParse(DraftText, CultureInfo.InvariantCulture, out var id) ? id
        : null;

    private int Days =>
        int.TryParse(DaysText, CultureInfo.InvariantCulture, out var days) && Spans.Contains(days)
            ? days
            : 30;

    private string ExportHref =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"/finance/commission/lab/export.csv?draft={Draft}&days={Days}"
        );

    protected override async Task OnInitializedAsync()
    {
        var sets = await Sets.ListAsync(Stopping);
        _sets = sets.Failed ? [] : sets.Value;
    }

    /// <summary>The address changes with the tables' filters too; then the report stays.</summary>
    protected override async Task OnParametersSetAsync()
    {
        var asked = (Draft, Days);
        if (_replayed == asked)
        {
            return;
        }

        (_replayed, _report, _isReplaying) = (asked, null, true);
        var report = await Lab.ReplayAsync(
            Draft is { } draft ? new CommissionSetId(draft) : null,
            Days,
            Stopping
        );
        if (_replayed != asked)
        {
            return;
        }

        _isReplaying = false;
        if (report.Failed)
        {
            Notices.Refuse(report.Error);
            return;
        }

        var parts = await Sets.PartsAsync([.. report.Value.Rules.Select(r => r.Rule)], Stopping);
        (_parts, _report) = (parts.Failed ? null : parts.Value, report.Value);
    }

    private void Choose(object? draft, object? days) =>
        Navigation.NavigateTo(
            string.Create(
                CultureInfo.InvariantCulture,
                $"/finance/commission/lab?draft={draft}&days={days}"
            )
        );

    private Task<Page<LabShop>> LoadShopsAsync(TableQuery query, CancellationToken ct)
    {
        var sides = query.Choices("side");
        var currency = query.Text("currency");
        var shops = _report!.Shops.Where(s =>
            (
                sides.Count == 0
                || sides.Contains(LessKey, StringComparer.Ordinal) && s.Sum.More.Minor < 0
                || sides.Contains(MoreKey, StringComparer.Ordinal) && s.Sum.More.Minor > 0
            )
            && (
                currency is null
                || s.Sum.Gross.Currency.Code.Equals(currency, StringComparison.OrdinalIgnoreCase)
            )
        );
        return Task.FromResult(
            Cut(shops, query.Page, KeyOf, s => s.Name, s => s.Sum, s => s.Id.Value)
        );
    }

    private Task<Page<LabCategory>> LoadCategoriesAsync(TableQuery query, CancellationToken ct) =>
        Task.FromResult(
            Cut(_report!.Categories, query.Page, KeyOf, c => c.Title, c => c.Sum, _ => 0)
        );

    /// <summary>Amounts of two currencies are never compared: rows are parted by currency first.</summary>
    private static Page<T> Cut<T>(
        IEnumerable<T> rows,
        PageRequest page,
        Func<LabSum, string?, decimal> key,
        Func<T, string> name,
        Func<T, LabSum> sum,
        Func<T, long> id
    )
    {
        var parted = rows.OrderBy(r => sum(r).Gross.Currency.Code, StringComparer.Ordinal);
        var sorted =
            page.Sort is null or "shop" or "category"
                ? (
                    page.Descending
                        ? parted.ThenByDescending(name, StringComparer.CurrentCulture)
                        : parted.ThenBy(name, StringComparer.CurrentCulture)
                )
            : page.Descending ? parted.ThenByDescending(r => key(sum(r), page.Sort))
            : parted.ThenBy(r => key(sum(r), page.Sort));
        var all = sorted.ThenBy(id).ToList();
        return new Page<T>([.. all.Skip(page.Offset).Take(page.Take)], all.Count);
    }

    private static decimal KeyOf(LabSum sum, string? column) =>
        column switch
        {
            "sales" => sum.Sales,
            "gross" => sum.Gross.Minor,
            "booked" => sum.Booked.Minor,
            "drafted" => sum.Drafted.Minor,
            "share" => sum.Share ?? decimal.MaxValue,
            _ => sum.More.Minor,
        };

    private string WhoWins(LabSum total)
    {
        var shops = _report!
            .Shops.Where(s => s.Sum.Gross.Currency == total.Gross.Currency)
            .ToList();
        return $"{shops.Count(s => s.Sum.More.Minor < 0)} shops win, {shops.Count(s => s.Sum.More.Minor > 0)} lose";
    }

    private static string CountOf(long sales) =>
        sales == 1 ? "1 sale" : $"{NumberFormat.Full(sales)} sales";
}
