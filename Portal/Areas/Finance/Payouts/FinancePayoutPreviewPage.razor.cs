using Microsoft.AspNetCore.Components;
using Portal.Core.Kernel;
using Portal.Core.Settlement.Payouts;
using Portal.Core.Tenancy.Contracts;
using Portal.Kit;

namespace Portal.Areas.Finance.Payouts;

public partial class FinancePayoutPreviewPage
{
    private PayoutPreview? _preview;
    private Currency _currency;

    /// <summary>The tenant's own when it is missing or none.</summary>
    [SupplyParameterFromQuery(Name = "currency")]
    public string? CurrencyCode { get; set; }

    /// <summary>Also shops that are not due.</summary>
    [SupplyParameterFromQuery]
    public bool All { get; set; }

    [Inject]
    public required PayoutQueries Payouts { get; init; }

    [Inject]
    public required SubmitPayoutRun Submit { get; init; }

    [Inject]
    public required TenantReader Tenants { get; init; }

    protected override async Task OnParametersSetAsync()
    {
        _currency = Currency.TryParse(CurrencyCode, out var asked)
            ? asked
            : (await Tenants.CurrentAsync(Stopping)).Currency;
        var preview = await Payouts.PreviewAsync(_currency, All, Stopping);
        if (preview.Failed)
        {
            Notices.Refuse(preview.Error);
        }

        _preview = preview.Failed ? null : preview.Value;
    }

    private void ChooseCurrency(ChangeEventArgs change) =>
        Navigation.NavigateTo(
            Navigation.GetUriWithQueryParameter("currency", change.Value as string)
        );

    private void ChooseAll(ChangeEventArgs change) =>
        Navigation.NavigateTo(
            Navigation.GetUriWithQueryParameter("all", change.Value is true ? true : (bool?)null)
        );

    private Task SubmitAsync() =>
        RunAsync(
            ct => Submit.HandleAsync(new SubmitPayoutRunCommand(_currency, All), ct),
            run => $"Run {run.Value} waits for another person's approval.",
            run =>
            {
                Navigation.NavigateTo($"/finance/payouts/{run.Value}");
                return Task.CompletedTask;
            }
        );

    private static string Shops(int count) =>
        count == 1 ? "1 shop" : $"{NumberFormat.Full(count)} shops";
}
