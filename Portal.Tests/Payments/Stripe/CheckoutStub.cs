using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Core.Orders.Workflow;
using Portal.Core.Payments.Stripe;

namespace Portal.Tests.Payments.Stripe;

internal static class PatientWorkflow
{
    /// <summary>Nothing happens by the passing of time, however slow the machine: a test says when it has passed.</summary>
    public static void Patiently(this IServiceCollection services) =>
        services.Configure<WorkflowOptions>(o =>
            (o.Lease, o.AskWaitingAfter) = (TimeSpan.FromMinutes(5), TimeSpan.FromHours(1))
        );
}

/// <summary>
/// Plays the part of Stripe that the mock from npm lacks: Checkout Sessions, in the shapes Stripe
/// documents for the version we ask for. One Idempotency-Key is one session.
/// </summary>
internal sealed class CheckoutStub : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Session> _byKey = new(StringComparer.Ordinal);

    private CheckoutStub(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.Single());

    /// <summary>Runs after a session was begun; false loses the answer.</summary>
    public Func<bool> OnBegin { get; set; } = () => true;

    /// <summary>Runs after a session was looked up and before it is answered.</summary>
    public Func<string, Task> OnLook { get; set; } = _ => Task.CompletedTask;

    /// <summary>Runs before a session is closed.</summary>
    public Action<string> OnClose { get; set; } = _ => { };

    public IReadOnlyCollection<Session> Sessions => [.. _byKey.Values];

    public static async Task<CheckoutStub> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var stub = new CheckoutStub(app);
        app.MapPost("/v1/checkout/sessions", stub.BeginAsync);
        app.MapGet("/v1/checkout/sessions/{id}", stub.LookAsync);
        app.MapPost("/v1/checkout/sessions/{id}/expire", stub.Close);
        await app.StartAsync();
        return stub;
    }

    public StripeOptions ToOptions() =>
        new()
        {
            SecretKey = "sk_test_portal",
            Url = Url,
            ReturnUrl = "https://shop.example/orders/{order}",
            Timeout = TimeSpan.FromSeconds(25),
        };

    public Session Of(string key) => _byKey[key];

    /// <summary>The buyer pays, if they still can.</summary>
    public void Pay(string key) => _byKey[key].Pay();

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task<IResult> BeginAsync(HttpRequest request)
    {
        var key = request.Headers["Idempotency-Key"].ToString();
        var form = await request.ReadFormAsync();
        if (
            request.Headers.Authorization != "Bearer sk_test_portal"
            || request.Headers["Stripe-Version"] != "2024-06-20"
        )
        {
            return Results.Json(
                new { error = new { type = "invalid_request_error" } },
                statusCode: StatusCodes.Status401Unauthorized
            );
        }

        var amount = long.Parse(
            form["line_items[0][price_data][unit_amount]"].ToString(),
            CultureInfo.InvariantCulture
        );
        if (amount > 99_999_999)
        {
            return Results.Json(
                new
                {
                    error = new
                    {
                        type = "invalid_request_error",
                        code = "amount_too_large",
                        message = "The amount is too large.",
                    },
                },
                statusCode: StatusCodes.Status400BadRequest
            );
        }

        var session = _byKey.GetOrAdd(
            key,
            k => new Session(
                $"cs_test_{k}",
                form["metadata[portal_key]"].ToString(),
                amount,
                form["line_items[0][price_data][currency]"].ToString(),
                form["success_url"].ToString()
            )
        );
        return OnBegin()
            ? Results.Json(session.ToShape())
            : Results.StatusCode(StatusCodes.Status500InternalServerError);
    }

    private async Task<IResult> LookAsync(string id)
    {
        if (Find(id) is not { } session)
        {
            return Results.NotFound();
        }

        var seen = session.ToShape();
        await OnLook(session.Key);
        return Results.Json(seen);
    }

    private IResult Close(string id)
    {
        var session = Find(id)!;
        OnClose(session.Key);
        return session.Close()
            ? Results.Json(session.ToShape())
            : Results.Json(
                new
                {
                    error = new
                    {
                        type = "invalid_request_error",
                        message = "Only Checkout Sessions with a status in [\"open\"] can be expired.",
                    },
                },
                statusCode: StatusCodes.Status400BadRequest
            );
    }

    private Session? Find(string id) => _byKey.Values.SingleOrDefault(s => s.Id == id);

    /// <summary>A Checkout Session.</summary>
    internal sealed class Session(
        string id,
        string key,
        long amount,
        string currency,
        string returnUrl
    )
    {
        private readonly Lock _lock = new();
        private string _status = "open";

        public string Id => id;

        public string Key => key;

        public string ReturnUrl => returnUrl;

        public long Amount => amount;

        /// <summary>How many times the buyer was charged.</summary>
        public int Charges { get; private set; }

        /// <summary>What Stripe says it took, when that is not the amount.</summary>
        public long? OtherAmount { get; set; }

        public string Status
        {
            get
            {
                lock (_lock)
                {
                    return _status;
                }
            }
        }

        public void Pay()
        {
            lock (_lock)
            {
                if (_status == "open")
                {
                    (_status, Charges) = ("complete", Charges + 1);
                }
            }
        }

        public bool Close()
        {
            lock (_lock)
            {
                if (_status != "open")
                {
                    return false;
                }

                _status = "expired";
                return true;
            }
        }

        public object ToShape()
        {
            lock (_lock)
            {
                var isPaid = _status == "complete";
                return new
                {
                    id,
                    @object = "checkout.session",
                    amount_total = OtherAmount ?? amount,
                    client_reference_id = key,
                    currency,
                    livemode = false,
                    metadata = new Dictionary<string, string>(StringComparer.Ordinal)
                    {
                        ["portal_key"] = key,
                    },
                    mode = "payment",
                    payment_intent = isPaid
                        ? new
                        {
                            id = $"pi_{key}",
                            @object = "payment_intent",
                            amount,
                            amount_received = OtherAmount ?? amount,
                            currency,
                            latest_charge = $"ch_{key}",
                            status = "succeeded",
                        }
                        : null,
                    payment_status = isPaid ? "paid" : "unpaid",
                    status = _status,
                    success_url = returnUrl,
                    url = _status == "open" ? $"https://checkout.stripe.com/c/pay/{id}" : null,
                };
            }
        }
    }
}
