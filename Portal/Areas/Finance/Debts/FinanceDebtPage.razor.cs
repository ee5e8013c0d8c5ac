using Microsoft.AspNetCore.Components;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Settlement.Debts;
using Portal.Core.Tenancy.Contracts;
using Portal.Kit;

namespace Portal.Areas.Finance.Debts;

public partial class FinanceDebtPage
{
    private DebtDetail? _detail;
    private IReadOnlyList<TimelineStep> _history = [];
    private bool _wantsCode;

    /// <summary>One request until it is booked, so that clicking twice books once.</summary>
    private string _request = NewRequest();

    [Parameter]
    public long ShopId { get; set; }

    [Parameter]
    public required string Code { get; set; }

    [Inject]
    public required DebtQueries Debts { get; init; }

    [Inject]
    public required RecordRepayment Record { get; init; }

    [Inject]
    public required RequestWriteOff Request { get; init; }

    [Inject]
    public required ApproveWriteOff Approve { get; init; }

    [Inject]
    public required RefuseWriteOff Refuse { get; init; }

    [Inject]
    public required StepUp StepUp { get; init; }

    private string Title =>
        _detail is { } detail ? $"{detail.SellerName}, {detail.Currency.Code}" : "Debt";

    protected override async Task OnParametersSetAsync()
    {
        _wantsCode = await StepUp.WantsCodeAsync(Stopping);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        _detail = await FindAsync();
        _history = _detail is null ? [] : [.. _detail.History.Reverse().Select(DebtWords.Step)];
    }

    private async Task<DebtDetail?> FindAsync()
    {
        if (!Currency.TryParse(Code, out var currency))
        {
            return null;
        }

        var found = await Debts.FindAsync(new SellerId(ShopId), currency, Stopping);
        return found.Failed ? null : found.Value;
    }

    private Task RecordAsync(RepaymentDraft draft) =>
        RunAsync(
            ct =>
                Record.HandleAsync(
                    new RecordRepaymentCommand(
                        new SellerId(ShopId),
                        draft.Amount,
                        draft.BankReference,
                        draft.PaidOn,
                        _request
                    ),
                    ct
                ),
            _ => $"{MoneyFormat.Full(draft.Amount)} is booked as repaid.",
            _ =>
            {
                _request = NewRequest();
                return LoadAsync();
            }
        );

    private Task RequestAsync(WriteOffDraft draft) =>
        RunAsync(
            ct =>
                Request.HandleAsync(
                    new RequestWriteOffCommand(new SellerId(ShopId), draft.Amount, draft.Reason),
                    ct
                ),
            _ => "Asked for. Another person has to approve it.",
            _ => LoadAsync()
        );

    private Task ApproveAsync(string proof) =>
        RunAsync(
            ct =>
                Approve.HandleAsync(
                    new ApproveWriteOffCommand(_detail!.Waiting!.WriteOff.Id, proof),
                    ct
                ),
            done: "Approved. The debt is written off.",
            then: LoadAsync
        );

    private Task RefuseAsync(string reason) =>
        RunAsync(
            ct =>
                Refuse.HandleAsync(
                    new RefuseWriteOffCommand(_detail!.Waiting!.WriteOff.Id, reason),
                    ct
                ),
            done: "Refused. The shop owes as before.",
            then: LoadAsync
        );

    private static string NewRequest() => $"desk-{Guid.NewGuid():N}";
}
