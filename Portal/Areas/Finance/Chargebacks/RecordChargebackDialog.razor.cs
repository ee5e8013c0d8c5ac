using Microsoft.AspNetCore.Components;
using Portal.Areas.Finance.Ledger;
using Portal.Core.Chargebacks;
using Portal.Core.Kernel;
using Portal.Kit;
using Portal.Shell;

namespace Portal.Areas.Finance.Chargebacks;

public partial class RecordChargebackDialog
{
    public const string Id = "record-chargeback";

    private const int UsualDays = 10;

    private static readonly string[] Reasons =
    [
        "fraudulent",
        "product_not_received",
        "product_unacceptable",
        "duplicate",
        "credit_not_processed",
        "subscription_canceled",
        "general",
    ];

    private string _order = "";
    private string _reference = "";
    private string _reason = "";
    private string? _refused;
    private decimal? _amount;
    private decimal? _fee = 0;
    private DateOnly _dueOn;
    private ChargeableOrder? _found;

    /// <summary>Of the order to begin with.</summary>
    [Parameter]
    public string? Reference { get; set; }

    [Parameter, EditorRequired]
    public required Func<string, Task<Result<ChargeableOrder>>> Find { get; set; }

    [Inject]
    public required UserClock Clock { get; init; }

    [Parameter]
    public bool Busy { get; set; }

    [Parameter]
    public EventCallback<ChargebackDraft> OnRecord { get; set; }

    private string Code => _found is { } order ? $", {order.Left.Currency.Code}" : "";

    private string About =>
        _found is { } order
            ? $"Up to {MoneyFormat.Full(order.Left)}, paid through {LedgerWords.Words(order.Gateway)}"
            : _refused ?? "Its reference, as on the page of the order";

    private bool IsWhole =>
        _found is { } order
        && _amount > 0
        && _amount <= order.Left.Major
        && _fee is >= 0 and < 1_000_000
        && _reference.Trim().Length >= 3
        && _reason.Trim().Length >= 3;

    protected override async Task OnInitializedAsync()
    {
        _dueOn = Clock.BusinessToday.AddDays(UsualDays);
        if (Reference is { Length: > 0 } reference)
        {
            await SetOrderAsync(reference);
        }
    }

    private Task FindOrderAsync(ChangeEventArgs typed) =>
        SetOrderAsync(typed.Value as string ?? "");

    private async Task SetOrderAsync(string reference)
    {
        _order = reference.Trim();
        (_found, _refused) = (null, null);
        if (_order.Length == 0)
        {
            return;
        }

        var found = await Find(_order);
        _found = found.Failed ? null : found.Value;
        _refused = found.Failed ? found.Error.Message : null;
        _amount = _found?.Left.Major;
    }

    private Task RecordAsync() =>
        OnRecord.InvokeAsync(
            new ChargebackDraft(
                _found!.Order,
                Money.FromMajor(_amount!.Value, _found.Left.Currency),
                Money.FromMajor(_fee!.Value, _found.Left.Currency),
                _reference.Trim(),
                _reason.Trim(),
                _dueOn
            )
        );
}
