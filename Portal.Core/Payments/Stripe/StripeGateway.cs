using System.Globalization;
using Portal.Core.Payments.Contracts;

namespace Portal.Core.Payments.Stripe;

/// <summary>
/// Charges through Stripe Checkout: the buyer goes to an address at Stripe and pays there, so no card's
/// number comes near us. Whether they did is asked of Stripe; a webhook only says that it is time to.
/// </summary>
public sealed partial class StripeGateway(StripeOptions options) : IPaymentGateway
{
    public const string GatewayName = "stripe";

    /// <summary>Our key in the metadata of everything we make there, by which it is found again.</summary>
    public const string KeyField = "portal_key";

    private const string Sessions = "v1/checkout/sessions";
    private const string Expanded = "expand[]";
    private const string Intent = "payment_intent";

    private readonly StripeApi _api = StripeApi.Connect(options);

    public string Name => GatewayName;

    public TimeSpan Timeout => options.Timeout;

    public bool IsRehearsal => options.IsTestMode;

    public async Task<GatewayAnswer> ChargeAsync(ChargeRequest charge, CancellationToken ct)
    {
        using var time = options.Limit(ct);
        if (StripeAmounts.Of(charge.Amount) is not { } amount)
        {
            return new GatewayAnswer(
                GatewayVerdict.Declined,
                DeclineCode: "amount_not_possible",
                Message: "Stripe does not take this amount in this currency."
            );
        }

        var begun = await _api.PostAsync<StripeSession>(
            Sessions,
            FormOf(charge, amount),
            charge.Key,
            time.Token
        );
        return begun switch
        {
            { Value: { } session } => Judge(session, charge),
            { Refusal: { } no } => new(
                GatewayVerdict.Declined,
                DeclineCode: no.Word,
                Message: no.Message
            ),
            _ => Unknown(begun.Doubt),
        };
    }

    /// <summary>
    /// A checkout whose number we were never told was seen by nobody. It is begun again under its key,
    /// which Stripe answers with the first one, or given up when the buyer's time is over.
    /// </summary>
    public async Task<GatewayAnswer> FindAsync(ChargeRequest charge, CancellationToken ct)
    {
        if (charge.Reference is null)
        {
            return charge.Age < options.PayWithin
                ? new GatewayAnswer(GatewayVerdict.NeverSeen)
                : new GatewayAnswer(
                    GatewayVerdict.Declined,
                    DeclineCode: "not_begun",
                    Message: "Stripe could not be reached in time."
                );
        }

        return await EndAsync(charge, mayExpire: charge.Age >= options.PayWithin, ct);
    }

    /// <summary>What a bank is paying already cannot be stopped; it goes on waiting.</summary>
    public async Task<GatewayAnswer> CloseAsync(ChargeRequest charge, CancellationToken ct)
    {
        if (charge.Reference is null)
        {
            return Unknown("Stripe never told the number of this checkout.");
        }

        var closed = await EndAsync(charge, mayExpire: true, ct);
        return closed.Verdict is GatewayVerdict.Declined
            ? closed with
            {
                DeclineCode = "called_off",
                Message = "The order was cancelled before it was paid.",
            }
            : closed;
    }

    /// <summary>How a checkout has ended so far; one that is still open is ended where it may be.</summary>
    private async Task<GatewayAnswer> EndAsync(
        ChargeRequest charge,
        bool mayExpire,
        CancellationToken ct
    )
    {
        using var time = options.Limit(ct);
        var found = await LookAsync(charge.Reference!, time.Token);
        return found switch
        {
            { Value: { Status: "open" } } when mayExpire => await ExpireAsync(charge, time.Token),
            { Value: { PaymentIntent.Status: "requires_payment_method" } session }
                when session.Status is "complete" => await GiveUpAsync(session, charge, time.Token),
            { Value: { } session } => Judge(session, charge),
            _ => Unknown(found.Doubt ?? found.Refusal?.Message),
        };
    }

    /// <summary>Only a checkout that Stripe has closed can no longer be paid.</summary>
    private async Task<GatewayAnswer> ExpireAsync(ChargeRequest charge, CancellationToken timeIsUp)
    {
        var closed = await _api.PostAsync<StripeSession>(
            $"{Sessions}/{charge.Reference}/expire",
            [new(Expanded, Intent)],
            $"{charge.Reference}-expire",
            timeIsUp
        );
        if (closed.Value is { } session)
        {
            return Judge(session, charge);
        }

        // Refused when the buyer was quicker; then it says so now.
        var found = await LookAsync(charge.Reference!, timeIsUp);
        return found.Value is { } now ? Judge(now, charge) : Unknown(found.Doubt);
    }

    /// <summary>A payment that failed after the checkout was over cannot be tried there again; it is cancelled first.</summary>
    private async Task<GatewayAnswer> GiveUpAsync(
        StripeSession session,
        ChargeRequest charge,
        CancellationToken timeIsUp
    )
    {
        var cancelled = await _api.PostAsync<StripeIntent>(
            $"v1/payment_intents/{session.PaymentIntent!.Id}/cancel",
            [],
            $"{session.PaymentIntent.Id}-cancel",
            timeIsUp
        );
        return cancelled.Value is { } intent
            ? Judge(session with { PaymentIntent = intent }, charge)
            : Unknown(cancelled.Doubt ?? cancelled.Refusal?.Message);
    }

    private Task<StripeAnswer<StripeSession>> LookAsync(string id, CancellationToken timeIsUp) =>
        _api.GetAsync<StripeSession>(
            $"{Sessions}/{Uri.EscapeDataString(id)}?{Expanded}={Intent}",
            timeIsUp
        );

    private static GatewayAnswer Judge(StripeSession session, ChargeRequest charge)
    {
        if (!StripeAmounts.AreSame(charge.Amount, session.AmountTotal, session.Currency))
        {
            return OtherAmount(session.Id);
        }

        return session switch
        {
            { PaymentStatus: "paid", PaymentIntent: { Status: "succeeded" } paid } =>
                StripeAmounts.AreSame(charge.Amount, paid.AmountReceived, paid.Currency)
                    ? new(GatewayVerdict.Captured, paid.LatestCharge ?? paid.Id)
                    : OtherAmount(session.Id),
            { Status: "expired" } => new(
                GatewayVerdict.Declined,
                session.Id,
                "checkout_expired",
                "The buyer did not pay in time."
            ),
            { Status: "complete", PaymentIntent.Status: "canceled" } => new(
                GatewayVerdict.Declined,
                session.Id,
                "payment_failed",
                "The buyer's bank did not pay."
            ),
            { Status: "open" or "complete" } => new(
                GatewayVerdict.Waiting,
                session.Id,
                Message: session.Status is "open"
                    ? "The buyer has not paid yet."
                    : "The buyer's bank has not paid yet.",
                PaymentUrl: session.Url
            ),
            _ => Unknown("Stripe's answer does not say whether it was paid.") with
            {
                Reference = session.Id,
            },
        };
    }

    /// <summary>No time of ours is among the fields: the same key must always come with the same ones.</summary>
    private IEnumerable<KeyValuePair<string, string>> FormOf(ChargeRequest charge, long amount)
    {
        // What pays for no order is known by its key, e.g. top-up-7.
        var what =
            charge.OrderId == 0
                ? charge.Key
                : charge.OrderId.ToString(CultureInfo.InvariantCulture);
        var back = options.ReturnUrl.Replace("{order}", what, StringComparison.Ordinal);
        return
        [
            new("mode", "payment"),
            new("client_reference_id", charge.Key),
            new("success_url", back),
            new("cancel_url", back),
            new("line_items[0][quantity]", "1"),
            new(
                "line_items[0][price_data][currency]",
                charge.Amount.Currency.Code.ToLowerInvariant()
            ),
            new(
                "line_items[0][price_data][unit_amount]",
                amount.ToString(CultureInfo.InvariantCulture)
            ),
            new(
                "line_items[0][price_data][product_data][name]",
                charge.OrderId == 0 ? "Wallet top-up" : $"Order {what}"
            ),
            new($"metadata[{KeyField}]", charge.Key),
            new($"payment_intent_data[metadata][{KeyField}]", charge.Key),
            new(Expanded, Intent),
        ];
    }

    private static GatewayAnswer OtherAmount(string id) =>
        Unknown("Stripe named another amount than it was asked for.") with
        {
            Reference = id,
        };

    private static GatewayAnswer Unknown(string? why) =>
        new(GatewayVerdict.Unknown, Message: why ?? "Stripe did not say.");
}
