using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Portal.Core.Payments.Stripe;

/// <summary>What came of one call: one of the three; none only when a list was searched in vain.</summary>
/// <param name="Value">What Stripe answered.</param>
/// <param name="Refusal">It said no, and did nothing.</param>
/// <param name="Doubt">For people: why nothing is known.</param>
/// <param name="Text">The answer as it came, if any did.</param>
internal sealed record StripeAnswer<T>(
    T? Value = null,
    StripeError? Refusal = null,
    string? Doubt = null,
    string? Text = null
)
    where T : class;

/// <summary>
/// Stripe over its REST API. Whatever goes wrong on the way is a doubt, and so is every answer that is
/// not about the request itself, such as a key it does not take or too many calls; nothing is sent a
/// second time here.
/// </summary>
internal sealed class StripeApi(HttpClient http)
{
    /// <summary>What is read here is written as this version says, whatever the account's default becomes.</summary>
    public const string Version = "2024-06-20";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    public static StripeApi Connect(StripeOptions options)
    {
        var http = new HttpClient(
            new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(2) }
        )
        {
            BaseAddress = new Uri(options.Url.AbsoluteUri.TrimEnd('/') + "/"),
            // Each question has a limit of its own, for all of its calls together.
            Timeout = Timeout.InfiniteTimeSpan,
        };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            options.SecretKey
        );
        http.DefaultRequestHeaders.Add("Stripe-Version", Version);
        return new StripeApi(http);
    }

    public Task<StripeAnswer<T>> GetAsync<T>(string path, CancellationToken timeIsUp)
        where T : class =>
        SendAsync<T>(new HttpRequestMessage(HttpMethod.Get, Relative(path)), timeIsUp);

    /// <summary>The first of a list that is wanted, whatever page it is on; neither value, refusal nor doubt when there is none.</summary>
    /// <param name="list">With what narrows it, as far as the page.</param>
    /// <param name="idOf">By which the list goes on.</param>
    /// <param name="isWanted">Whether it is the one.</param>
    /// <param name="timeIsUp">No answer is waited for any longer.</param>
    public async Task<StripeAnswer<T>> FindAsync<T>(
        string list,
        Func<T, string> idOf,
        Func<T, bool> isWanted,
        CancellationToken timeIsUp
    )
        where T : class
    {
        var after = "";
        while (true)
        {
            var listed = await GetAsync<StripeList<T>>($"{list}&limit=100{after}", timeIsUp);
            if (listed.Value is not { } page)
            {
                return new(Refusal: listed.Refusal, Doubt: listed.Doubt, Text: listed.Text);
            }

            if (page.Data.FirstOrDefault(isWanted) is { } found)
            {
                return new(found);
            }

            if (!page.HasMore || page.Data.Count == 0)
            {
                return new();
            }

            after = $"&starting_after={Uri.EscapeDataString(idOf(page.Data[^1]))}";
        }
    }

    /// <summary>All of a list, whatever pages it has.</summary>
    /// <param name="list">With what narrows it, as far as the page.</param>
    /// <param name="idOf">By which the list goes on.</param>
    /// <param name="timeIsUp">No answer is waited for any longer, all pages together.</param>
    public async Task<StripeAnswer<IReadOnlyList<T>>> ListAsync<T>(
        string list,
        Func<T, string> idOf,
        CancellationToken timeIsUp
    )
        where T : class
    {
        var all = new List<T>();
        var read = await FindAsync<T>(list, idOf, Keep, timeIsUp);
        return read is { Refusal: null, Doubt: null }
            ? new(all)
            : new(Refusal: read.Refusal, Doubt: read.Doubt, Text: read.Text);

        bool Keep(T one)
        {
            all.Add(one);
            return false;
        }
    }

    /// <param name="path">Of the thing.</param>
    /// <param name="form">Its fields.</param>
    /// <param name="key">The same key and fields are done once, however often they are sent; for a day at least.</param>
    /// <param name="timeIsUp">No answer is waited for any longer.</param>
    public Task<StripeAnswer<T>> PostAsync<T>(
        string path,
        IEnumerable<KeyValuePair<string, string>> form,
        string key,
        CancellationToken timeIsUp
    )
        where T : class
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Relative(path))
        {
            Content = new FormUrlEncodedContent(form),
        };
        request.Headers.Add("Idempotency-Key", key);
        return SendAsync<T>(request, timeIsUp);
    }

    private async Task<StripeAnswer<T>> SendAsync<T>(
        HttpRequestMessage request,
        CancellationToken timeIsUp
    )
        where T : class
    {
        using (request)
        {
            try
            {
                using var response = await http.SendAsync(request, timeIsUp);
                return Read<T>(
                    response.StatusCode,
                    await response.Content.ReadAsStringAsync(timeIsUp)
                );
            }
            catch (HttpRequestException)
            {
                return new(Doubt: "The connection to Stripe broke.");
            }
            catch (IOException)
            {
                return new(Doubt: "Stripe's answer was cut off.");
            }
            catch (JsonException)
            {
                return new(Doubt: "Stripe's answer could not be read.");
            }
            catch (OperationCanceledException)
            {
                return new(Doubt: "Stripe did not answer in time.");
            }
        }
    }

    private static StripeAnswer<T> Read<T>(HttpStatusCode status, string text)
        where T : class
    {
        if (status is HttpStatusCode.OK)
        {
            return JsonSerializer.Deserialize<T>(text, Json) is { } value
                ? new(value, Text: text)
                : new(Doubt: "Stripe's answer was empty.", Text: text);
        }

        if (
            status
                is HttpStatusCode.BadRequest
                    or HttpStatusCode.PaymentRequired
                    or HttpStatusCode.NotFound
            && JsonSerializer.Deserialize<StripeProblem>(text, Json)?.Error
                is { Type: "invalid_request_error" or "card_error" } refusal
        )
        {
            return new(Refusal: refusal, Text: text);
        }

        return new(Doubt: $"Stripe answered {(int)status}.", Text: text);
    }

    private static Uri Relative(string path) => new(path, UriKind.Relative);
}
