using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Portal.Jobs.Bench;

/// <summary>A buyers' app: places orders over http. A call that is not done ends the benchmark.</summary>
internal sealed class CheckoutApp(HttpClient http, long[] products, int customers)
{
    public async Task InSixCallsAsync(long number, Action<TimeSpan> took, CancellationToken ct)
    {
        var cart = await SendAsync(
            HttpMethod.Post,
            "carts",
            $$"""{"currency":"GBP","customer_reference":"{{CustomerOf(number)}}"}"""
        );
        var path = $"carts/{cart.GetProperty("id").GetString()}";
        await SendAsync(HttpMethod.Post, $"{path}/lines", $$"""{{{LinesOf(number)}}}""");
        await SendAsync(HttpMethod.Put, $"{path}/address", AddressOf(number));
        await SendAsync(HttpMethod.Put, $"{path}/delivery-option", """{"code":"standard"}""");
        await SendAsync(HttpMethod.Put, $"{path}/payment-method", """{"code":"card"}""");
        await SendAsync(HttpMethod.Post, $"{path}/complete", "{}");

        async Task<JsonElement> SendAsync(HttpMethod method, string to, string body) =>
            await this.SendAsync(method, to, body, number, took, ct);
    }

    public Task InOneCallAsync(long number, Action<TimeSpan> took, CancellationToken ct) =>
        SendAsync(
            HttpMethod.Post,
            "orders",
            $$"""
            {"customer_reference":"{{CustomerOf(number)}}",{{LinesOf(number)}},"address":{{AddressOf(
                number
            )}},"delivery_option":"standard","payment_method":"card"}
            """,
            number,
            took,
            ct
        );

    private async Task<JsonElement> SendAsync(
        HttpMethod method,
        string path,
        string body,
        long number,
        Action<TimeSpan> took,
        CancellationToken ct
    )
    {
        using var request = new HttpRequestMessage(
            method,
            new Uri($"api/v1/{path}", UriKind.Relative)
        );
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (path.EndsWith("/complete", StringComparison.Ordinal))
        {
            request.Headers.Add("Idempotency-Key", number.ToString(CultureInfo.InvariantCulture));
        }

        var started = Stopwatch.GetTimestamp();
        using var answer = await http.SendAsync(request, ct);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException(
                $"{method} {path}: {await answer.Content.ReadAsStringAsync(ct)}"
            );
        }

        var read = await answer.Content.ReadFromJsonAsync<JsonElement>(ct);
        took(Stopwatch.GetElapsedTime(started));
        return read.GetProperty("data");
    }

    private string LinesOf(long number) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            "lines":[{"product_id":{{products[number % products.Length]}},"quantity":2}]
            """
        );

    private string CustomerOf(long number) =>
        string.Create(CultureInfo.InvariantCulture, $"C{1 + number % customers}");

    private static string AddressOf(long number) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            {"name":"Ada Byron","email":"buyer{{number}}@example.com","line1":"1 Quay","postal_code":"N1 1AA","city":"London","country":"GB"}
            """
        );
}
