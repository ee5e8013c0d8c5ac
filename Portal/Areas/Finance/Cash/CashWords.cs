using Portal.Core.Orders.CashOnDelivery;
using Portal.Kit;

namespace Portal.Areas.Finance.Cash;

internal static class CashWords
{
    public static string Of(CashState state) =>
        state switch
        {
            CashState.Waiting => "Waiting",
            CashState.Received => "Received",
            CashState.Refused => "Refused",
            CashState.CalledOff => "Cancelled",
            _ => throw new ArgumentOutOfRangeException(nameof(state)),
        };

    public static string MeaningOf(CashState state) =>
        state switch
        {
            CashState.Waiting => "The buyer pays when the goods are there",
            CashState.Received => "Whoever delivered has the cash",
            CashState.Refused => "The buyer did not take the goods, or did not pay",
            CashState.CalledOff => "The order was cancelled before it was delivered",
            _ => throw new ArgumentOutOfRangeException(nameof(state)),
        };

    public static Tone ToneOf(CashState state) =>
        state switch
        {
            CashState.Waiting => Tone.Info,
            CashState.Received => Tone.Good,
            CashState.Refused => Tone.Bad,
            _ => Tone.Plain,
        };
}
