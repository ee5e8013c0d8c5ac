using System.ComponentModel;
using Portal.Core.Kernel;
using Portal.Core.Settlement;
using Portal.Core.Settlement.Payouts;
using Portal.Edge;

namespace Portal.Api;

/// <summary>
/// Payout runs, for finance's own programs. Who submits and who approves are two people here as well: a
/// token acts for its person, and approving asks for that person's proof.
/// </summary>
internal static class PayoutsApi
{
    private const string Tag = "Payouts";
    private const int DefaultSize = 50;

    public static void MapPayoutsApi(this RouteGroupBuilder api)
    {
        MapRuns(api);
        api.MapGet("/v1/payouts", ListAsync)
            .RequirePermission(SettlementPermissions.Read)
            .WithSummary("Payouts of shops, newest first")
            .WithTags(Tag);
        api.MapGet("/v1/payouts/{id}", FindAsync)
            .RequirePermission(SettlementPermissions.Read)
            .WithSummary("One payout")
            .WithTags(Tag);
        api.MapPost("/v1/payouts/{id}/return", ReturnAsync)
            .RequirePermission(SettlementPermissions.Pay)
            .WithSummary("The bank gave a payout back: its money is in the balance again")
            .WithTags(Tag);
    }

    private static void MapRuns(RouteGroupBuilder api)
    {
        api.MapGet("/v1/payout-runs", RunsAsync)
            .RequirePermission(SettlementPermissions.Read)
            .WithSummary("Payout runs, newest first")
            .WithTags(Tag);
        api.MapGet("/v1/payout-runs/preview", PreviewAsync)
            .RequirePermission(SettlementPermissions.Pay)
            .WithSummary("Whom a run would pay now, and whom not and why; changes nothing")
            .WithTags(Tag);
        api.MapGet("/v1/payout-runs/{id}", FindRunAsync)
            .RequirePermission(SettlementPermissions.Read)
            .WithSummary("One payout run")
            .WithTags(Tag);
        api.MapPost("/v1/payout-runs", SubmitAsync)
            .RequirePermission(SettlementPermissions.Pay)
            .WithSummary("Holds what shops can be paid until another person approves it")
            .WithDescription(
                "Money held by a run is in no other: the same call again takes what has come since, or answers "
                    + "payouts.nothing_to_pay."
            )
            .WithTags(Tag);
        api.MapPost("/v1/payout-runs/{id}/approve", ApproveAsync)
            .RequirePermission(SettlementPermissions.Approve)
            .WithSummary("Lets a run of another person go to the bank")
            .WithTags(Tag);
        api.MapPost("/v1/payout-runs/{id}/cancel", CancelAsync)
            .RequirePermission(SettlementPermissions.Read)
            .WithSummary("Gives a waiting run up; needs settlement.pay or settlement.approve")
            .WithTags(Tag);
        api.MapPost("/v1/payout-runs/{id}/confirm", ConfirmAsync)
            .RequirePermission(SettlementPermissions.Pay)
            .WithSummary(
                "The bank has paid payouts of a run; all that are on their way, or those named"
            )
            .WithTags(Tag);
    }

    private static async Task<Answer<IReadOnlyList<RunShape>>> RunsAsync(
        PayoutQueries payouts,
        [Description("submitted, approved or cancelled; may be given often")] string[]? status,
        [Description("ISO 4217")] string? currency,
        [Description("Rows per page")] string? limit,
        [Description("From 1")] string? page,
        CancellationToken ct
    )
    {
        var input = new ApiInput();
        var filter = new PayoutRunFilter(
            input.AllOf<PayoutRunStatus>("status", status),
            input.CurrencyOrNull("currency", currency)
        );
        var wanted = PageOf(input, limit, page);
        return input.Problem is { } problem
            ? problem.ToHttp()
            : (await payouts.RunsAsync(filter, wanted, ct)).Page(wanted, RunShape.Of);
    }

    private static async Task<Answer<PreviewShape>> PreviewAsync(
        PayoutQueries payouts,
        [Description("ISO 4217")] string? currency,
        [Description("Also shops whose day has not come; false unless given")]
            string? include_not_due,
        CancellationToken ct
    )
    {
        var input = new ApiInput();
        var wanted = input.CurrencyOf("currency", currency);
        var includeNotDue = input.Flag("include_not_due", include_not_due, false);
        return input.Problem is { } problem
            ? problem.ToHttp()
            : (await payouts.PreviewAsync(wanted, includeNotDue, ct)).ToApi(PreviewShape.Of);
    }

    private static Task<Answer<RunShape>> FindRunAsync(
        string id,
        PayoutQueries payouts,
        CancellationToken ct
    ) => OnRunAsync(id, payouts, _ => Task.FromResult(Result.Ok), ct);

    private static async Task<Answer<RunShape>> SubmitAsync(
        NewRun wanted,
        SubmitPayoutRun act,
        PayoutQueries payouts,
        CancellationToken ct
    )
    {
        var input = new ApiInput();
        var currency = input.CurrencyOf("currency", wanted.Currency);
        if (input.Problem is { } problem)
        {
            return problem.ToHttp();
        }

        var submitted = await act.HandleAsync(new(currency, wanted.IncludeNotDue ?? false), ct);
        return submitted.Failed
            ? submitted.Error.ToHttp()
            : await AnswerRunAsync(payouts, submitted.Value, ct);
    }

    private static Task<Answer<RunShape>> ApproveAsync(
        string id,
        Approval approval,
        ApprovePayoutRun act,
        PayoutQueries payouts,
        CancellationToken ct
    ) =>
        OnRunAsync(
            id,
            payouts,
            async run =>
                string.IsNullOrEmpty(approval.Proof)
                    ? Error.InvalidField(
                        "proof",
                        "Send a code of your authenticator app, or your password if you have none."
                    )
                    : await act.HandleAsync(new(run, approval.Proof), ct),
            ct
        );

    private static Task<Answer<RunShape>> CancelAsync(
        string id,
        CancelPayoutRun act,
        PayoutQueries payouts,
        CancellationToken ct
    ) => OnRunAsync(id, payouts, run => act.HandleAsync(new(run), ct), ct);

    private static Task<Answer<RunShape>> ConfirmAsync(
        string id,
        Confirmation confirmation,
        ConfirmPayouts act,
        PayoutQueries payouts,
        CancellationToken ct
    ) =>
        OnRunAsync(
            id,
            payouts,
            async run =>
            {
                var named = confirmation.PayoutIds?.Select(p => new PayoutId(p)).ToList();
                var confirmed = await act.HandleAsync(new(run, named), ct);
                return confirmed.Failed ? confirmed.Error : Result.Ok;
            },
            ct
        );

    private static async Task<Answer<IReadOnlyList<PayoutShape>>> ListAsync(
        PayoutQueries payouts,
        [Description("Payouts of this run only")] string? run_id,
        [Description("submitted, sent, paid, returned or cancelled; may be given often")]
            string[]? status,
        [Description("ISO 4217")] string? currency,
        [Description("Rows per page")] string? limit,
        [Description("From 1")] string? page,
        CancellationToken ct
    )
    {
        var input = new ApiInput();
        var run = input.IdOrNull("run_id", run_id);
        var filter = new PayoutFilter(
            run is { } number ? new PayoutRunId(number) : null,
            input.AllOf<PayoutStatus>("status", status),
            input.CurrencyOrNull("currency", currency)
        );
        var wanted = PageOf(input, limit, page);
        return input.Problem is { } problem
            ? problem.ToHttp()
            : (await payouts.ListAsync(filter, wanted, ct)).Page(wanted, PayoutShape.Of);
    }

    private static async Task<Answer<PayoutShape>> FindAsync(
        string id,
        PayoutQueries payouts,
        CancellationToken ct
    )
    {
        var input = new ApiInput();
        var payout = new PayoutId(input.Id("id", id));
        return input.Problem is { } problem
            ? problem.ToHttp()
            : (await payouts.FindAsync(payout, ct)).ToApi(PayoutShape.Of);
    }

    private static async Task<Answer<PayoutShape>> ReturnAsync(
        string id,
        BankReturn returned,
        ReturnPayout act,
        PayoutQueries payouts,
        CancellationToken ct
    )
    {
        var input = new ApiInput();
        var payout = new PayoutId(input.Id("id", id));
        if (input.Problem is { } problem)
        {
            return problem.ToHttp();
        }

        var done = await act.HandleAsync(new(payout, returned.Reason ?? ""), ct);
        return done.Failed
            ? done.Error.ToHttp()
            : (await payouts.FindAsync(payout, ct)).ToApi(PayoutShape.Of);
    }

    /// <summary>Does something with a run, and answers how it stands then.</summary>
    private static async Task<Answer<RunShape>> OnRunAsync(
        string id,
        PayoutQueries payouts,
        Func<PayoutRunId, Task<Result>> act,
        CancellationToken ct
    )
    {
        var input = new ApiInput();
        var run = new PayoutRunId(input.Id("id", id));
        if (input.Problem is { } problem)
        {
            return problem.ToHttp();
        }

        var done = await act(run);
        return done.Failed ? done.Error.ToHttp() : await AnswerRunAsync(payouts, run, ct);
    }

    private static async Task<Answer<RunShape>> AnswerRunAsync(
        PayoutQueries payouts,
        PayoutRunId id,
        CancellationToken ct
    ) => (await payouts.FindRunAsync(id, ct)).ToApi(detail => RunShape.Of(detail.Run));

    private static PageRequest PageOf(ApiInput input, string? limit, string? page) =>
        new(input.Page(page), input.Number("limit", limit, DefaultSize, PageRequest.MaxSize));

    private sealed record NewRun(string? Currency, bool? IncludeNotDue);

    private sealed record Approval(string? Proof);

    /// <param name="PayoutIds">All that are on their way when left out.</param>
    private sealed record Confirmation(IReadOnlyList<long>? PayoutIds);

    private sealed record BankReturn(string? Reason);
}
