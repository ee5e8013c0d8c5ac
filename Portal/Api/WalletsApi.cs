using System.ComponentModel;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Wallets;
using Portal.Core.Wallets.Contracts;
using Portal.Edge;

namespace Portal.Api;

/// <summary>Wallets and top-ups, for buyers' apps.</summary>
internal static class WalletsApi
{
    private const string Tag = "Wallets";
    private const int DefaultSize = 50;
    private const int LongestReference = 100;
    private const decimal Beyond = 1_000_000_000_000m;

    public static void MapWalletsApi(this RouteGroupBuilder api)
    {
        api.MapGet("/v1/wallets", ListAsync)
            .RequirePermission(WalletPermissions.Read)
            .WithSummary("A buyer's wallets, one for each currency they used")
            .WithTags(Tag);
        api.MapGet("/v1/wallets/{id}/movements", MovementsAsync)
            .RequirePermission(WalletPermissions.Read)
            .WithSummary("What moved, newest first, with the balance after each")
            .WithTags(Tag);
        api.MapPost("/v1/top-ups", TopUpAsync)
            .RequirePermission(WalletPermissions.TopUp)
            .WithSummary("Asks for money to be charged into a buyer's wallet")
            .WithTags(Tag)
            .TakesIdempotencyKey<WalletTopUpView>(TopUpShape.Of, isRequired: true);
        api.MapGet("/v1/top-ups/{id}", FindTopUpAsync)
            .RequirePermission(WalletPermissions.Read)
            .WithSummary("How far a top-up is")
            .WithTags(Tag);
    }

    private static async Task<Answer<IReadOnlyList<WalletShape>>> ListAsync(
        WalletQueries wallets,
        [Description("The buyer's number in the app's books")] string? customer_reference,
        CancellationToken ct
    )
    {
        var input = new ApiInput();
        var reference =
            input.Text("customer_reference", customer_reference, LongestReference) ?? "";
        if (string.IsNullOrEmpty(customer_reference))
        {
            input.Mistake("customer_reference", "Say whose wallets.");
        }

        return input.Problem is { } problem
            ? problem.ToHttp()
            : (await wallets.OfCustomerAsync(reference, ct)).ToApi(found =>
                (IReadOnlyList<WalletShape>)[.. found.Select(WalletShape.Of)]
            );
    }

    private static async Task<Answer<IReadOnlyList<MovementShape>>> MovementsAsync(
        string id,
        WalletQueries wallets,
        [Description("Rows per page")] string? limit,
        [Description("next_cursor or previous_cursor of an answer")] string? cursor,
        CancellationToken ct
    )
    {
        var input = new ApiInput();
        var wallet = new WalletId(input.Id("id", id));
        var page = new PageRequest(
            Size: input.Number("limit", limit, DefaultSize, PageRequest.MaxSize),
            Cursor: string.IsNullOrEmpty(cursor) ? null : cursor
        );
        if (page.Cursor is not null && !AccountHistory.IsCursor(page))
        {
            input.Mistake("cursor", "Give back a cursor of an answer.");
        }

        return input.Problem is { } problem
            ? problem.ToHttp()
            : (await wallets.HistoryAsync(wallet, null, page, ct)).Page(page, MovementShape.Of);
    }

    private static async Task<Answer<TopUpShape>> TopUpAsync(
        NewTopUp topUp,
        TopUpWallet act,
        CancellationToken ct
    )
    {
        var input = new ApiInput();
        if (!Currency.TryParse(topUp.Currency, out var currency))
        {
            input.Mistake("currency", "Must be an ISO 4217 currency, e.g. GBP.");
        }
        else if (
            topUp.Amount is not { } amount
            || Math.Abs(amount) >= Beyond
            || decimal.Round(amount, currency.Decimals) != amount
        )
        {
            input.Mistake("amount", $"Must be a number with at most {currency.Decimals} decimals.");
        }

        return input.Problem is { } problem
            ? problem.ToHttp()
            : (
                await act.HandleAsync(
                    new(
                        topUp.CustomerReference ?? "",
                        Money.FromMajor(topUp.Amount!.Value, currency)
                    ),
                    ct
                )
            ).ToApi(TopUpShape.Of);
    }

    private static async Task<Answer<TopUpShape>> FindTopUpAsync(
        string id,
        WalletQueries wallets,
        CancellationToken ct
    )
    {
        var input = new ApiInput();
        var topUp = new WalletTopUpId(input.Id("id", id));
        return input.Problem is { } problem
            ? problem.ToHttp()
            : (await wallets.FindTopUpAsync(topUp, ct)).ToApi(TopUpShape.Of);
    }

    private sealed record NewTopUp(string? CustomerReference, string? Currency, decimal? Amount);

    private sealed record WalletShape(
        long Id,
        string CustomerReference,
        string Currency,
        decimal Balance,
        decimal Available,
        DateTimeOffset OpenedAt,
        DateTimeOffset? ClosedAt
    )
    {
        public static WalletShape Of(WalletSummary w) =>
            new(
                w.Id.Value,
                w.CustomerReference,
                w.Balance.Currency.Code,
                w.Balance.Major,
                w.Available.Major,
                w.OpenedAt,
                w.ClosedAt
            );
    }

    /// <summary>An amount below zero left the wallet.</summary>
    private sealed record MovementShape(
        long EntryId,
        DateTimeOffset BookedAt,
        string Kind,
        string Description,
        long? OrderId,
        string Currency,
        decimal Amount,
        decimal Balance
    )
    {
        public static MovementShape Of(AccountLine line) =>
            new(
                line.EntryId.Value,
                line.BookedAt,
                line.Kind,
                line.Description,
                line.ReferenceKind == "order" ? line.ReferenceId : null,
                line.Change.Currency.Code,
                line.Change.Major,
                line.BalanceAfter.Major
            );
    }

    private sealed record TopUpShape(
        long TopUpId,
        WalletTopUpStatus Status,
        string Currency,
        decimal Amount,
        string? PaymentUrl,
        string? DeclineCode,
        string? Message,
        DateTimeOffset RequestedAt,
        DateTimeOffset? EndedAt
    )
    {
        public static TopUpShape Of(WalletTopUpView topUp) =>
            new(
                topUp.Id.Value,
                topUp.Status,
                topUp.Amount.Currency.Code,
                topUp.Amount.Major,
                topUp.PaymentUrl,
                topUp.DeclineCode,
                topUp.Message,
                topUp.RequestedAt,
                topUp.EndedAt
            );
    }
}
