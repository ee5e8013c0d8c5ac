using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Portal.Core.Payments.Stripe;

namespace Portal.Tests.Settlement.Connect;

/// <summary>
/// Plays the part of Stripe Connect: accounts, links to set them up, and transfers, in the shapes Stripe documents for the
/// version we ask for. An Idempotency-Key is answered with its first answer, refusals too.
/// </summary>
internal sealed class ConnectStub : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, IResult> _byKey = new(StringComparer.Ordinal);
    private readonly List<Transfer> _transfers = [];
    private readonly List<string> _accounts = [];

    private ConnectStub(WebApplication app) => _app = app;

    /// <summary>Runs before a transfer is made; false and it never is.</summary>
    public Func<bool> OnAsked { get; set; } = () => true;

    /// <summary>Runs after a transfer was made; false loses the answer.</summary>
    public Func<bool> OnMade { get; set; } = () => true;

    /// <summary>Code with which transfers are refused.</summary>
    public string? Refusal { get; set; }

    /// <summary>What Stripe says it moved, when that is not the amount.</summary>
    public long? OtherAmount { get; set; }

    /// <summary>Transfers to accounts made here are taken, and there is nothing to tell any more.</summary>
    public bool IsSetUp { get; set; } = true;

    public IReadOnlyList<Transfer> Transfers
    {
        get
        {
            lock (_lock)
            {
                return [.. _transfers];
            }
        }
    }

    public IReadOnlyList<string> Accounts => _accounts;

    public static async Task<ConnectStub> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var stub = new ConnectStub(app);
        app.MapPost("/v1/transfers", stub.MoveAsync);
        app.MapGet("/v1/transfers", stub.List);
        app.MapPost("/v1/accounts", stub.Open);
        app.MapGet("/v1/accounts/{id}", stub.Look);
        app.MapPost("/v1/account_links", LinkAsync);
        await app.StartAsync();
        return stub;
    }

    public StripeOptions ToOptions() =>
        new()
        {
            SecretKey = "sk_test_portal",
            Url = new Uri(_app.Urls.Single()),
            ReturnUrl = "https://shop.example/orders/{order}",
            Timeout = TimeSpan.FromSeconds(25),
        };

    /// <summary>Somebody takes all transfers back at Stripe.</summary>
    public void ReverseAll()
    {
        lock (_lock)
        {
            _transfers.ForEach(t => t.IsReversed = true);
        }
    }

    /// <summary>Somebody takes a part of all transfers back at Stripe.</summary>
    public void ReversePart(long amount)
    {
        lock (_lock)
        {
            _transfers.ForEach(t => t.Part = amount);
        }
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task<IResult> MoveAsync(HttpRequest request)
    {
        var key = request.Headers["Idempotency-Key"].ToString();
        var form = await request.ReadFormAsync();
        if (!OnAsked())
        {
            return Results.StatusCode(StatusCodes.Status500InternalServerError);
        }

        IResult? answer;
        lock (_lock)
        {
            if (!_byKey.TryGetValue(key, out answer))
            {
                answer = Make(form);
                _byKey.Add(key, answer);
            }
        }

        return OnMade() ? answer : Results.StatusCode(StatusCodes.Status500InternalServerError);
    }

    private IResult Make(IFormCollection form)
    {
        var account = form["destination"].ToString();
        if (!_accounts.Contains(account))
        {
            return Refuse("resource_missing", $"No such destination: '{account}'", "destination");
        }

        if (Refusal is { } code)
        {
            return Refuse(code, $"Refused: {code}.", null);
        }

        var transfer = new Transfer(
            $"tr_{_transfers.Count + 1}",
            form["metadata[portal_key]"].ToString(),
            form["transfer_group"].ToString(),
            account,
            OtherAmount ?? long.Parse(form["amount"].ToString(), CultureInfo.InvariantCulture),
            form["currency"].ToString()
        );
        _transfers.Add(transfer);
        return Results.Json(ShapeOf(transfer));
    }

    /// <summary>A page holds one, so that readers have to turn it.</summary>
    private IResult List(
        [Microsoft.AspNetCore.Mvc.FromQuery(Name = "transfer_group")] string group,
        [Microsoft.AspNetCore.Mvc.FromQuery] string destination,
        [Microsoft.AspNetCore.Mvc.FromQuery(Name = "starting_after")] string? after
    )
    {
        lock (_lock)
        {
            var left = _transfers
                .Where(t => t.Group == group && t.Account == destination)
                .Reverse()
                .SkipWhile(t => after is not null && t.Id != after)
                .Skip(after is null ? 0 : 1)
                .ToList();
            return Results.Json(
                new
                {
                    @object = "list",
                    data = left.Take(1).Select(ShapeOf),
                    has_more = left.Count > 1,
                }
            );
        }
    }

    private IResult Open(HttpRequest request)
    {
        var key = request.Headers["Idempotency-Key"].ToString();
        lock (_lock)
        {
            var id = $"acct_{key}";
            if (!_accounts.Contains(id))
            {
                _accounts.Add(id);
            }

            return Look(id);
        }
    }

    private IResult Look(string id) =>
        _accounts.Contains(id)
            ? Results.Json(
                new
                {
                    id,
                    @object = "account",
                    capabilities = new { transfers = IsSetUp ? "active" : "inactive" },
                    payouts_enabled = IsSetUp,
                    requirements = new
                    {
                        currently_due = IsSetUp
                            ? []
                            : new[] { "external_account", "tos_acceptance.date" },
                    },
                    type = "express",
                }
            )
            : Results.Json(
                new { error = new { type = "invalid_request_error", code = "account_invalid" } },
                statusCode: StatusCodes.Status403Forbidden
            );

    private static async Task<IResult> LinkAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        return Results.Json(
            new
            {
                @object = "account_link",
                url = $"https://connect.stripe.com/setup/e/{form["account"]}",
            }
        );
    }

    private static IResult Refuse(string code, string message, string? param) =>
        Results.Json(
            new
            {
                error = new
                {
                    type = "invalid_request_error",
                    code,
                    message,
                    param,
                },
            },
            statusCode: StatusCodes.Status400BadRequest
        );

    private static object ShapeOf(Transfer transfer) =>
        new
        {
            id = transfer.Id,
            @object = "transfer",
            amount = transfer.Amount,
            amount_reversed = transfer.IsReversed ? transfer.Amount : transfer.Part,
            currency = transfer.Currency,
            destination = transfer.Account,
            livemode = false,
            metadata = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["portal_key"] = transfer.Key,
            },
            reversed = transfer.IsReversed,
            transfer_group = transfer.Group,
        };

    internal sealed record Transfer(
        string Id,
        string Key,
        string Group,
        string Account,
        long Amount,
        string Currency
    )
    {
        public bool IsReversed { get; set; }

        public long Part { get; set; }
    }
}
