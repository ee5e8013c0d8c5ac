using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using Portal.Core.Kernel;
using Portal.Core.Settlement;
using Portal.Core.Settlement.Debts;
using Portal.Core.Tenancy.Contracts;
using Portal.Edge;

namespace Portal.Api;

/// <summary>
/// What shops owe, for finance's own programs: lists, repayments and write-offs. Who asks for a write-off and who approves
/// it are two people here as well, and approving asks for the person's proof.
/// </summary>
internal static class DebtsApi
{
    private const string Tag = "Debts";
    private const int DefaultSize = 50;
    private const int LongestSearch = 200;

    public static void MapDebtsApi(this RouteGroupBuilder api)
    {
        api.MapGet("/v1/debts", ListAsync)
            .RequirePermission(SettlementPermissions.Read)
            .WithSummary(
                "Shops that owe, the oldest debts first; for who sees the whole marketplace"
            )
            .WithTags(Tag);
        api.MapGet("/v1/debts/{id}", FindAsync)
            .RequirePermission(SettlementPermissions.Read)
            .WithSummary("What a shop owes in a currency, its repayments and write-offs")
            .WithTags(Tag);
        api.MapPost("/v1/debt-repayments", RepayAsync)
            .RequirePermission(SettlementPermissions.Pay)
            .WithSummary("Books that a shop has paid what it owes, or a part of it, to the bank")
            .WithDescription("The same key and request is booked once and answered again.")
            .WithTags(Tag);
        api.MapPost("/v1/write-offs", RequestAsync)
            .RequirePermission(SettlementPermissions.Pay)
            .WithSummary("Asks that a debt, or a part of it, be given up; another person approves")
            .WithTags(Tag);
        api.MapPost("/v1/write-offs/{id}/approve", ApproveAsync)
            .RequirePermission(SettlementPermissions.Approve)
            .WithSummary("Gives up what another person asked to be given up")
            .WithTags(Tag);
        api.MapPost("/v1/write-offs/{id}/refuse", RefuseAsync)
            .RequirePermission(SettlementPermissions.Read)
            .WithSummary(
                "Refuses a write-off, or takes one back; needs settlement.pay or settlement.approve"
            )
            .WithTags(Tag);
    }

    private static async Task<Answer<IReadOnlyList<DebtShape>>> ListAsync(
        DebtQueries debts,
        [Description(
            "within30_days, within60_days, within90_days or over90_days; may be given often"
        )]
            string[]? age,
        [Description("ISO 4217")] string? currency,
        [Description("Part of the shop's name")] string? search,
        [Description("Rows per page")] string? limit,
        [Description("From 1")] string? page,
        CancellationToken ct
    )
    {
        var input = new ApiInput();
        var filter = new DebtFilter(
            input.AllOf<DebtAge>("age", age),
            input.CurrencyOrNull("currency", currency),
            input.Text("search", search, LongestSearch) ?? ""
        );
        var wanted = new PageRequest(
            input.Page(page),
            input.Number("limit", limit, DefaultSize, PageRequest.MaxSize)
        );
        return input.Problem is { } problem
            ? problem.ToHttp()
            : (await debts.ListAsync(filter, wanted, ct)).Page(wanted, DebtShape.Of);
    }

    private static async Task<Answer<DebtDetailShape>> FindAsync(
        [Description("Number of the shop")] string id,
        DebtQueries debts,
        TenantReader tenants,
        [Description("ISO 4217; the marketplace's own unless given")] string? currency,
        CancellationToken ct
    )
    {
        var input = new ApiInput();
        var shop = new SellerId(input.Id("id", id));
        var wanted =
            input.CurrencyOrNull("currency", currency) ?? (await tenants.CurrentAsync(ct)).Currency;
        return input.Problem is { } problem
            ? problem.ToHttp()
            : (await debts.FindAsync(shop, wanted, ct)).ToApi(DebtDetailShape.Of);
    }

    private static async Task<Answer<RepaymentShape>> RepayAsync(
        NewRepayment wanted,
        RecordRepayment act,
        DebtQueries debts,
        [FromHeader(Name = "Idempotency-Key"), Description("1 to 80 characters of your choice")]
            string? key,
        CancellationToken ct
    )
    {
        var input = new ApiInput();
        var shop = ShopOf(input, wanted.SellerId);
        var currency = input.CurrencyOf("currency", wanted.Currency);
        var paidOn = input.Day("paid_on", wanted.PaidOn);
        var amount = input.AmountOf("amount", wanted.Amount, currency);
        if (string.IsNullOrWhiteSpace(key))
        {
            input.Mistake("idempotency_key", "Send Idempotency-Key with 1 to 80 characters.");
        }

        if (input.Problem is { } problem)
        {
            return problem.ToHttp();
        }

        var recorded = await act.HandleAsync(
            new(shop, amount, wanted.BankReference ?? "", paidOn, key!),
            ct
        );
        return recorded.Failed
            ? recorded.Error.ToHttp()
            : (await debts.FindAsync(shop, currency, ct)).ToApi(detail =>
                RepaymentShape.Of(detail.Repayments.Single(r => r.Id == recorded.Value))
            );
    }

    private static async Task<Answer<WriteOffShape>> RequestAsync(
        NewWriteOff wanted,
        RequestWriteOff act,
        DebtQueries debts,
        CancellationToken ct
    )
    {
        var input = new ApiInput();
        var shop = ShopOf(input, wanted.SellerId);
        var currency = input.CurrencyOf("currency", wanted.Currency);
        var amount = input.AmountOf("amount", wanted.Amount, currency);
        if (input.Problem is { } problem)
        {
            return problem.ToHttp();
        }

        var requested = await act.HandleAsync(new(shop, amount, wanted.Reason ?? ""), ct);
        return requested.Failed
            ? requested.Error.ToHttp()
            : await AnswerAsync(debts, requested.Value, ct);
    }

    private static Task<Answer<WriteOffShape>> ApproveAsync(
        string id,
        Approval approval,
        ApproveWriteOff act,
        DebtQueries debts,
        CancellationToken ct
    ) =>
        OnWriteOffAsync(
            id,
            debts,
            async writeOff =>
                string.IsNullOrEmpty(approval.Proof)
                    ? Error.InvalidField(
                        "proof",
                        "Send a code of your authenticator app, or your password if you have none."
                    )
                    : await act.HandleAsync(new(writeOff, approval.Proof), ct),
            ct
        );

    private static Task<Answer<WriteOffShape>> RefuseAsync(
        string id,
        Refusal refusal,
        RefuseWriteOff act,
        DebtQueries debts,
        CancellationToken ct
    ) =>
        OnWriteOffAsync(
            id,
            debts,
            writeOff => act.HandleAsync(new(writeOff, refusal.Reason ?? ""), ct),
            ct
        );

    /// <summary>Does something with a write-off, and answers how it stands then.</summary>
    private static async Task<Answer<WriteOffShape>> OnWriteOffAsync(
        string id,
        DebtQueries debts,
        Func<DebtWriteOffId, Task<Result>> act,
        CancellationToken ct
    )
    {
        var input = new ApiInput();
        var writeOff = new DebtWriteOffId(input.Id("id", id));
        if (input.Problem is { } problem)
        {
            return problem.ToHttp();
        }

        var done = await act(writeOff);
        return done.Failed ? done.Error.ToHttp() : await AnswerAsync(debts, writeOff, ct);
    }

    private static async Task<Answer<WriteOffShape>> AnswerAsync(
        DebtQueries debts,
        DebtWriteOffId id,
        CancellationToken ct
    ) => (await debts.FindWriteOffAsync(id, ct)).ToApi(WriteOffShape.Of);

    private static SellerId ShopOf(ApiInput input, long? number)
    {
        if (number is not > 0)
        {
            input.Mistake("seller_id", "Must be a positive number.");
        }

        return new SellerId(number ?? 0);
    }

    private sealed record NewRepayment(
        long? SellerId,
        string? Currency,
        decimal? Amount,
        string? BankReference,
        string? PaidOn
    );

    private sealed record NewWriteOff(
        long? SellerId,
        string? Currency,
        decimal? Amount,
        string? Reason
    );

    private sealed record Approval(string? Proof);

    private sealed record Refusal(string? Reason);
}
