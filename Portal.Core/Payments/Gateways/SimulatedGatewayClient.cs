using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
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

/// <summary>
/// The simulated gateway over HTTP. Whatever goes wrong on the way is unknown; nothing is sent a
/// second time here.
/// </summary>
public sealed class SimulatedGatewayClient(HttpClient http) : IPaymentGateway
{
    public string Name => SimulatedGateways.OverHttp;

    public TimeSpan Timeout => http.Timeout;

    public Task<GatewayAnswer> ChargeAsync(ChargeRequest charge, CancellationToken ct) =>
        AskAsync(
            () =>
                http.PostAsJsonAsync(
                    "charges",
                    new ChargeMessage(charge.Key, charge.Amount.Minor, charge.Amount.Currency.Code),
                    ct
                ),
            ct
        );

    public async Task<GatewayAnswer> FindAsync(string key, CancellationToken ct) =>
        await AskAsync(
            () =>
                http.GetAsync(
                    new Uri($"charges/{Uri.EscapeDataString(key)}", UriKind.Relative),
                    ct
                ),
            ct
        );

    private static async Task<GatewayAnswer> AskAsync(
        Func<Task<HttpResponseMessage>> send,
        CancellationToken ct
    )
    {
        try
        {
            using var response = await send();
            return response.StatusCode switch
            {
                HttpStatusCode.OK => AnswerOf(
                    await response.Content.ReadFromJsonAsync<ChargeAnswerMessage>(ct)
                ),
                HttpStatusCode.NotFound => new GatewayAnswer(GatewayVerdict.NeverSeen),
                _ => Unknown($"The gateway answered {(int)response.StatusCode}."),
            };
        }
        catch (HttpRequestException)
        {
            return Unknown("The connection to the gateway broke.");
        }
        catch (JsonException)
        {
            return Unknown("The gateway's answer was cut off.");
        }
        catch (IOException)
        {
            return Unknown("The gateway's answer was cut off.");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Unknown("The gateway did not answer in time.");
        }
    }

    private static GatewayAnswer AnswerOf(ChargeAnswerMessage? answer) =>
        answer is null ? Unknown("The gateway's answer was empty.")
        : answer.IsCaptured ? new GatewayAnswer(GatewayVerdict.Captured, answer.Reference)
        : new GatewayAnswer(
            GatewayVerdict.Declined,
            answer.Reference,
            answer.DeclineCode,
            answer.Message
        );

    private static GatewayAnswer Unknown(string message) =>
        new(GatewayVerdict.Unknown, Message: message);
}
