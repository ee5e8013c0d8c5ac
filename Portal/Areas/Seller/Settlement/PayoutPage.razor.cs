using Microsoft.AspNetCore.Components;
using Portal.Core.Kernel;
using Portal.Core.Settlement;
using Portal.Core.Settlement.Connect;
using Portal.Core.Settlement.Payouts;
using Portal.Kit.Tables;

namespace Portal.Areas.Seller.Settlement;

public partial class PayoutPage
{
    private PayoutRow? _payout;

    [Parameter]
    public long Id { get; set; }

    [Inject]
    public required PayoutQueries Payouts { get; init; }

    [Inject]
    public required SaleQueries Sales { get; init; }

    [Inject]
    public required ReturnPayout Return { get; init; }

    [Inject]
    public required RetryTransfer Retry { get; init; }

    protected override Task OnParametersSetAsync() => LoadPayoutAsync();

    private async Task LoadPayoutAsync()
    {
        var found = await Payouts.FindAsync(new PayoutId(Id), Stopping);
        _payout = found.Failed ? null : found.Value;
    }

    private async Task<Page<SaleRow>> LoadAsync(TableQuery query, CancellationToken ct)
    {
        var found = await Sales.ListAsync(new SaleFilter(Payout: new PayoutId(Id)), query.Page, ct);
        return Shown(found);
    }

    private Task RetryAsync() =>
        RunAsync(
            ct => Retry.HandleAsync(new RetryTransferCommand(new PayoutId(Id)), ct),
            done: "Stripe is asked within a minute.",
            then: LoadPayoutAsync
        );

    private Task GiveUpAsync() =>
        RunAsync(
            ct =>
                Return.HandleAsync(
                    new ReturnPayoutCommand(new PayoutId(Id), "Given up after Stripe refused it"),
                    ct
                ),
            done: "Given up. The money is in the shop's balance again, and the shop is paused.",
            then: LoadPayoutAsync
        );

    private Task ReturnAsync(string reason) =>
        RunAsync(
            ct => Return.HandleAsync(new ReturnPayoutCommand(new PayoutId(Id), reason), ct),
            done: "Booked. The money is in the shop's balance again, and the shop is paused until it names another account.",
            then: LoadPayoutAsync
        );
}
