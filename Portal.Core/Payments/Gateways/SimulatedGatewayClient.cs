using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Portal.Core.Kernel;
using Portal.Core.Payments.Contracts;

namespace Portal.Core.Payments.Gateways;

/// <summary>What is sent to <c>POST /charges</c>; amounts in minor units.</summary>
public sealed record ChargeMessage(string Key, long AmountMinor, string Currency);

/// <summary>What <c>POST /charges</c> and <c>GET /charges/{key}</c> answer.</summary>
public sealed record ChargeAnswerMessage(
    string Key,
    long AmountMinor,
    string Currency,
    bool IsCaptured,
    string Reference,
    string? DeclineCode,
    string? Message
);

/// <summary>What is sent to <c>POST /refunds</c>; amounts in minor units.</summary>
public sealed record RefundMessage(string Key, string ChargeKey, long AmountMinor, string Currency);

/// <summary>What <c>POST /refunds</c> and <c>GET /refunds/{key}</c> answer.</summary>
public sealed record RefundAnswerMessage(
    string Key,
    string ChargeKey,
    long AmountMinor,
    string Currency,
    bool IsSent,
    string? Reference = null,
    string? Code = null,
    string? Message = null,
    bool MayPass = false
);

/// <summary>
/// The simulated gateway over HTTP. Whatever goes wrong on the way is unknown, and so is an answer about
/// another amount; nothing is sent a second time here.
/// </summary>
public sealed class SimulatedGatewayClient(HttpClient http) : IPaymentGateway
{
    private const string OtherAmount = "The gateway named another amount than it was asked for.";

    public string Name => SimulatedGateways.OverHttp;

    public TimeSpan Timeout => http.Timeout;

    public async Task<GatewayAnswer> ChargeAsync(ChargeRequest charge, CancellationToken ct) =>
        await AskAsync(
            () =>
                http.PostAsJsonAsync(
                    "charges",
                    new ChargeMessage(charge.Key, charge.Amount.Minor, charge.Amount.Currency.Code),
                    ct
                ),
            text => AnswerOf(text, charge.Amount),
            Unknown,
            ct
        ) ?? new GatewayAnswer(GatewayVerdict.NeverSeen);

    public async Task<GatewayAnswer> FindAsync(ChargeRequest charge, CancellationToken ct) =>
        await AskAsync(
            () => http.GetAsync(AddressOf("charges", charge.Key), ct),
            text => AnswerOf(text, charge.Amount),
            Unknown,
            ct
        ) ?? new GatewayAnswer(GatewayVerdict.NeverSeen);

    public async Task<RefundAnswer> RefundAsync(RefundRequest refund, CancellationToken ct) =>
        await AskAsync(
            () => http.PostAsJsonAsync("refunds", MessageOf(refund), ct),
            text => AnswerOf(text, refund),
            message => new RefundAnswer(RefundVerdict.Unknown, Message: message),
            ct
        ) ?? new RefundAnswer(RefundVerdict.NeverSeen);

    public async Task<RefundAnswer> FindRefundAsync(RefundRequest refund, CancellationToken ct) =>
        await AskAsync(
            () => http.GetAsync(AddressOf("refunds", refund.Key), ct),
            text => AnswerOf(text, refund),
            message => new RefundAnswer(RefundVerdict.Unknown, Message: message),
            ct
        ) ?? new RefundAnswer(RefundVerdict.NeverSeen);

    /// <summary>Null when the gateway says that it knows no such thing.</summary>
    private static async Task<T?> AskAsync<T>(
        Func<Task<HttpResponseMessage>> send,
        Func<string, T> read,
        Func<string, T> unknown,
        CancellationToken ct
    )
        where T : class
    {
        try
        {
            using var response = await send();
            return response.StatusCode switch
            {
                HttpStatusCode.OK => read(await response.Content.ReadAsStringAsync(ct)),
                HttpStatusCode.NotFound => null,
                _ => unknown($"The gateway answered {(int)response.StatusCode}."),
            };
        }
        catch (HttpRequestException)
        {
            return unknown("The connection to the gateway broke.");
        }
        catch (JsonException)
        {
            return unknown("The gateway's answer was cut off.");
        }
        catch (IOException)
        {
            return unknown("The gateway's answer was cut off.");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return unknown("The gateway did not answer in time.");
        }
    }

    private static GatewayAnswer AnswerOf(string text, Money asked) =>
        JsonSerializer.Deserialize<ChargeAnswerMessage>(text, JsonSerializerOptions.Web) switch
        {
            null => Unknown("The gateway's answer was empty."),
            var other when !IsOf(asked, other.AmountMinor, other.Currency) => Unknown(OtherAmount),
            { IsCaptured: true } taken => new(GatewayVerdict.Captured, taken.Reference),
            var refused => new(
                GatewayVerdict.Declined,
                refused.Reference,
                refused.DeclineCode,
                refused.Message
            ),
        };

    private static RefundAnswer AnswerOf(string text, RefundRequest asked) =>
        JsonSerializer.Deserialize<RefundAnswerMessage>(text, JsonSerializerOptions.Web) switch
        {
            null => new(RefundVerdict.Unknown, Message: "The gateway's answer was empty."),
            var other when !IsOf(asked.Amount, other.AmountMinor, other.Currency) => new(
                RefundVerdict.Unknown,
                Message: OtherAmount,
                Text: text
            ),
            { IsSent: true } sent => new(RefundVerdict.Sent, sent.Reference, Text: text),
            var refused => new(
                RefundVerdict.Refused,
                refused.Reference,
                refused.Code,
                refused.Message,
                refused.MayPass,
                text
            ),
        };

    private static bool IsOf(Money asked, long minor, string currency) =>
        asked.Minor == minor && asked.Currency.Code == currency;

    private static RefundMessage MessageOf(RefundRequest refund) =>
        new(refund.Key, refund.ChargeKey, refund.Amount.Minor, refund.Amount.Currency.Code);

    private static Uri AddressOf(string things, string key) =>
        new($"{things}/{Uri.EscapeDataString(key)}", UriKind.Relative);

    private static GatewayAnswer Unknown(string message) =>
        new(GatewayVerdict.Unknown, Message: message);
}
