using Microsoft.AspNetCore.Components;
using Portal.Core.Chargebacks;
using Portal.Core.Chargebacks.Disputes;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;
using Portal.Kit;
using Portal.Kit.Tables;

namespace Portal.Areas.Finance.Chargebacks;

public partial class FinanceChargebacksPage
{
    private IReadOnlyList<ChargebackSum>? _sums;
    private IReadOnlyList<DisputeRow>? _disputes;

    /// <summary>One request until it is recorded, so that clicking twice records once.</summary>
    private readonly string _request = $"desk-{Guid.NewGuid():N}";

    /// <summary>Reference of the order to record a chargeback of.</summary>
    [SupplyParameterFromQuery]
    public string? Order { get; set; }

    [Inject]
    public required ChargebackQueries Chargebacks { get; init; }

    [Inject]
    public required DisputeQueries Disputes { get; init; }

    [Inject]
    public required AskDispute Ask { get; init; }

    [Inject]
    public required SetDisputeAside SetAside { get; init; }

    [Inject]
    public required RecordChargeback Record { get; init; }

    [Inject]
    public required TenantReader Tenants { get; init; }

    protected override async Task OnInitializedAsync()
    {
        var sums = await Chargebacks.SumsAsync(Stopping);
        _sums = sums.Failed ? null : sums.Value;
        await LoadDisputesAsync();
    }

    private async Task LoadDisputesAsync()
    {
        var disputes = await Disputes.OpenAsync(Stopping);
        _disputes = disputes.Failed ? null : disputes.Value;
    }

    private Task AskAsync(DisputeId dispute) =>
        RunAsync(
            ct => Ask.HandleAsync(new AskDisputeCommand(dispute), ct),
            done: "The gateway is asked within a minute.",
            then: LoadDisputesAsync
        );

    private Task SetAsideAsync((DisputeId Dispute, string Reason) said) =>
        RunAsync(
            ct => SetAside.HandleAsync(new SetDisputeAsideCommand(said.Dispute, said.Reason), ct),
            done: "Set aside.",
            then: LoadDisputesAsync
        );

    private async Task<Page<ChargebackRow>> LoadAsync(TableQuery query, CancellationToken ct) =>
        Shown(await Chargebacks.ListAsync(ChargebackTableFilter.From(query), query.Page, ct));

    private Task<Result<ChargeableOrder>> FindAsync(string reference) =>
        Chargebacks.ChargeableAsync(reference, Stopping);

    private Task RecordAsync(ChargebackDraft draft) =>
        RunAsync(
            async ct =>
            {
                // Evidence is taken until its last day is over where the marketplace is.
                var home = await Tenants.CurrentAsync(ct);
                return await Record.HandleAsync(
                    new RecordChargebackCommand(
                        draft.Order,
                        draft.Amount,
                        draft.Fee,
                        draft.Reference,
                        draft.ReasonCode,
                        home.StartOf(draft.DueOn.AddDays(1)),
                        _request
                    ),
                    ct
                );
            },
            _ => $"{MoneyFormat.Full(draft.Amount)} is in dispute, and the sales are frozen.",
            id =>
            {
                Navigation.NavigateTo($"/finance/chargebacks/{id.Value}");
                return Task.CompletedTask;
            }
        );
}
