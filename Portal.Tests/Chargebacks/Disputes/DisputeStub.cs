using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Portal.Core.Payments.Stripe;

namespace Portal.Tests.Chargebacks.Disputes;

/// <summary>
/// Plays the part of Stripe that has disputes, in the shapes Stripe documents for the version we ask for. An Idempotency-Key is
/// answered with its first answer, refusals too. A page of the list holds two.
/// </summary>
internal sealed class DisputeStub : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, IResult> _byKey = new(StringComparer.Ordinal);
    private readonly List<Dispute> _disputes = [];

    private DisputeStub(WebApplication app) => _app = app;

    /// <summary>Runs before a question is answered; false and the answer is a 500.</summary>
    public Func<bool> OnAsked { get; set; } = () => true;

    /// <summary>Runs before evidence is taken; false and it never is.</summary>
    public Func<bool> OnEvidence { get; set; } = () => true;

    /// <summary>Runs after evidence was taken; false loses the answer.</summary>
    public Func<bool> OnTaken { get; set; } = () => true;

    /// <summary>Why evidence is refused.</summary>
    public string? Refusal { get; set; }

    /// <summary>Does not answer until this ends.</summary>
    public Task Pause { get; set; } = Task.CompletedTask;

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(25);

    public static async Task<DisputeStub> StartAsync(TimeSpan? timeout = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var stub = new DisputeStub(app) { Timeout = timeout ?? TimeSpan.FromSeconds(25) };
        app.MapGet("/v1/disputes", stub.List);
        app.MapGet("/v1/disputes/{id}", stub.LookAsync);
        app.MapPost("/v1/disputes/{id}", stub.SubmitAsync);
        await app.StartAsync();
        return stub;
    }

    public StripeOptions ToOptions() =>
        new()
        {
            SecretKey = "sk_test_portal",
            Url = new Uri(_app.Urls.Single()),
            ReturnUrl = "https://shop.example/orders/{order}",
            Timeout = Timeout,
        };

    /// <summary>A buyer's bank disputes a charge, and takes the money at once unless told otherwise.</summary>
    public Dispute Open(
        string charge,
        long amount,
        string status = "needs_response",
        string currency = "gbp",
        bool isTaken = true
    )
    {
        lock (_lock)
        {
            var dispute = new Dispute($"du_{_disputes.Count + 1}", charge, amount, currency)
            {
                Status = status,
            };
            if (isTaken)
            {
                dispute.Take();
            }

            _disputes.Add(dispute);
            return dispute;
        }
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task<IResult> LookAsync(string id)
    {
        await Pause;
        if (!OnAsked())
        {
            return Results.StatusCode(StatusCodes.Status500InternalServerError);
        }

        lock (_lock)
        {
            return _disputes.Find(d => d.Id == id) is { } found
                ? Results.Json(found.ToShape())
                : Refuse("resource_missing", $"No such dispute: '{id}'", 404);
        }
    }

    private IResult List(
        [Microsoft.AspNetCore.Mvc.FromQuery(Name = "created[gte]")] long since,
        [Microsoft.AspNetCore.Mvc.FromQuery(Name = "starting_after")] string? after
    )
    {
        if (!OnAsked())
        {
            return Results.StatusCode(StatusCodes.Status500InternalServerError);
        }

        lock (_lock)
        {
            var left = Enumerable
                .Reverse(_disputes)
                .Where(_ => since > 0)
                .SkipWhile(d => after is not null && d.Id != after)
                .Skip(after is null ? 0 : 1)
                .ToList();
            return Results.Json(
                new
                {
                    @object = "list",
                    data = left.Take(2).Select(d => d.ToShape()),
                    has_more = left.Count > 2,
                    url = "/v1/disputes",
                }
            );
        }
    }

    private async Task<IResult> SubmitAsync(string id, HttpRequest request)
    {
        var key = request.Headers["Idempotency-Key"].ToString();
        var form = await request.ReadFormAsync();
        if (!OnEvidence())
        {
            return Results.StatusCode(StatusCodes.Status500InternalServerError);
        }

        IResult? answer;
        lock (_lock)
        {
            if (!_byKey.TryGetValue(key, out answer))
            {
                answer = Take(id, form);
                _byKey.Add(key, answer);
            }
        }

        return OnTaken() ? answer : Results.StatusCode(StatusCodes.Status500InternalServerError);
    }

    private IResult Take(string id, IFormCollection form)
    {
        if (Refusal is { } why)
        {
            return Refuse("dispute_closed", why, 400);
        }

        var dispute = _disputes.Single(d => d.Id == id);
        dispute.Submit(
            form["metadata[portal_key]"].ToString(),
            form.Where(f => f.Key.StartsWith("evidence[", StringComparison.Ordinal))
                .ToDictionary(
                    f => f.Key["evidence[".Length..^1],
                    f => f.Value.ToString(),
                    StringComparer.Ordinal
                ),
            form["submit"] == "true"
        );
        return Results.Json(dispute.ToShape());
    }

    private static IResult Refuse(string code, string message, int status) =>
        Results.Json(
            new
            {
                error = new
                {
                    type = "invalid_request_error",
                    code,
                    message,
                },
            },
            statusCode: status
        );

    /// <summary>A dispute at Stripe.</summary>
    internal sealed class Dispute(string id, string charge, long amount, string currency)
    {
        private readonly List<object> _moved = [];
        private string? _key;

        public string Id => id;

        public string Charge => charge;

        public string Status { get; set; } = "needs_response";

        public long Fee { get; set; } = 1_500;

        /// <summary>Of the balance, when that is not the charge's.</summary>
        public string? BalanceCurrency { get; set; }

        public IReadOnlyDictionary<string, string>? Evidence { get; private set; }

        /// <summary>How often evidence was handed to the bank.</summary>
        public int Submissions { get; private set; }

        public void Take(long? other = null) => _moved.Add(Transaction(-(other ?? amount), Fee));

        public void GiveBack(long? other = null) => _moved.Add(Transaction(other ?? amount, 0));

        public void Win()
        {
            Status = "won";
            GiveBack();
        }

        public void Submit(
            string key,
            IReadOnlyDictionary<string, string> evidence,
            bool isHandedIn
        )
        {
            (_key, Evidence) = (key, evidence);
            if (isHandedIn)
            {
                (Status, Submissions) = ("under_review", Submissions + 1);
            }
        }

        public object ToShape() =>
            new
            {
                id,
                @object = "dispute",
                amount,
                balance_transactions = _moved.ToList(),
                charge,
                created = 1_764_000_000,
                currency,
                evidence = new { customer_name = (string?)null },
                evidence_details = new
                {
                    due_by = Status is "won" or "lost" ? (long?)null : 4_102_444_799,
                    has_evidence = Evidence is not null,
                    past_due = false,
                    submission_count = Submissions,
                },
                is_charge_refundable = false,
                livemode = false,
                metadata = _key is null
                    ? []
                    : new Dictionary<string, string>(StringComparer.Ordinal)
                    {
                        ["portal_key"] = _key,
                    },
                payment_intent = $"pi_{charge}",
                reason = "fraudulent",
                status = Status,
            };

        private object Transaction(long moved, long fee) =>
            new
            {
                id = $"txn_{_moved.Count + 1}",
                @object = "balance_transaction",
                amount = moved,
                currency = BalanceCurrency ?? currency,
                fee,
                net = moved - fee,
                type = "adjustment",
            };
    }
}
