using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Areas.Shared.Returns;
using Portal.Core.Kernel;
using Portal.Core.Returns;
using Portal.Core.Settlement;
using Portal.Kit;

namespace Portal.Areas.Seller.Returns;

public partial class GrantRefundDialog
{
    public const string Id = "grant-refund";

    private readonly SortedDictionary<int, decimal> _amounts = [];
    private string _reason = "";
    private RefundBearer _bearer = RefundBearer.Seller;
    private RefundDestination? _chosen;

    [Parameter, EditorRequired]
    public required RefundableView Refundable { get; set; }

    /// <summary>The order's money as its sellers', to say what they lose.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<SaleRow> Sales { get; set; }

    [Parameter]
    public bool Busy { get; set; }

    [Parameter]
    public EventCallback<RefundDraft> OnGrant { get; set; }

    private RefundDestination Destination => _chosen ?? Refundable.Destinations[0];

    private decimal Step => 1m / Refundable.Left.Currency.MinorPerMajor;

    private List<AskedLine> Asked =>
        [
            .. Refundable
                .Lines.Where(l => _amounts.GetValueOrDefault(l.LineNo) > 0)
                .Select(l => new AskedLine(
                    l.LineNo,
                    Money.FromMajor(_amounts[l.LineNo], l.Left.Currency)
                )),
        ];

    private Money Sum =>
        Asked.Aggregate(Refundable.Left with { Minor = 0 }, (sum, l) => sum + l.Amount);

    private bool IsComplete =>
        Sum.Minor > 0
        && _reason.Trim().Length >= 3
        && Asked.All(a => a.Amount <= Refundable.Lines.First(l => l.LineNo == a.LineNo).Left);

    private string GiveBack => Sum.Minor > 0 ? $"Give {MoneyFormat.Full(Sum)} back" : "Give back";

    /// <summary>What it costs whom, before it is done.</summary>
    private string Consequence
    {
        get
        {
            if (Sum.Minor == 0)
            {
                return "Nothing is given back yet.";
            }

            if (_bearer is RefundBearer.Marketplace)
            {
                return $"The marketplace loses {MoneyFormat.Full(Sum)}. The sellers keep theirs.";
            }

            var losses = Asked
                .Join(
                    Sales,
                    a => a.LineNo,
                    s => s.LineNo,
                    (a, s) => (Sale: s, Loss: s.LossOf(a.Amount))
                )
                .GroupBy(x => x.Sale.SellerName, StringComparer.Ordinal)
                .Select(g =>
                    $"{g.Key} loses {MoneyFormat.Full(g.Select(x => x.Loss).Aggregate((a, b) => a + b))}"
                );
            return $"{string.Join(", ", losses)}. The marketplace gives up its commission on it.";
        }
    }

    private string ItemOf(RefundableLineView line) => line.Item ?? RefundWords.Charges;

    private static string BearerWords(RefundBearer bearer) =>
        bearer is RefundBearer.Seller
            ? "The seller, and the marketplace its commission"
            : "The marketplace alone";

    private void Set(int line, object? typed)
    {
        // What is too large for any order is refused by the limit of the line, not by an overflow.
        if (
            decimal.TryParse(typed as string, CultureInfo.InvariantCulture, out var amount)
            && amount is > 0 and < 1_000_000_000_000
        )
        {
            _amounts[line] = amount;
        }
        else
        {
            _amounts.Remove(line);
        }
    }

    private void TakeAll()
    {
        foreach (var line in Refundable.Lines.Where(l => l.Left.Minor > 0))
        {
            _amounts[line.LineNo] = line.Left.Major;
        }
    }

    private Task GrantAsync() =>
        OnGrant.InvokeAsync(new RefundDraft(Asked, _bearer, Destination, _reason.Trim()));

    private static string Text(decimal amount) => amount.ToString(CultureInfo.InvariantCulture);
}
