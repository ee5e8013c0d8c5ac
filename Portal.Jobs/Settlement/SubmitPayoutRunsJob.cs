using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Kernel;
using Portal.Core.Settlement.Payouts;
using Portal.Jobs.Running;

namespace Portal.Jobs.Settlement;

/// <summary>In every tenant, one run per currency in which shops have said where their money goes. A person approves them.</summary>
internal sealed class SubmitPayoutRunsJob(EachTenant tenants) : IPortalJob
{
    public Task<Result> RunAsync(JobContext context, CancellationToken ct) =>
        tenants.DoAsync(
            context,
            async (services, tenant) =>
            {
                var ended = await CancelExpiredAsync(services, ct);
                if (ended.Failed)
                {
                    return ended;
                }

                var accounts = await services.GetRequiredService<PayoutQueries>().AccountsAsync(ct);
                if (accounts.Failed)
                {
                    return accounts.Error;
                }

                foreach (var currency in accounts.Value.Select(a => a.Currency).Distinct())
                {
                    var run = await services
                        .GetRequiredService<SubmitPayoutRun>()
                        .HandleAsync(new SubmitPayoutRunCommand(currency), ct);
                    if (run.Failed && run.Error != PayoutErrors.NothingToPay)
                    {
                        return run.Error;
                    }

                    context.Log(
                        run.Failed
                            ? $"{tenant.Slug}: nobody is due in {currency.Code}."
                            : $"{tenant.Slug}: payout run {run.Value.Value} in {currency.Code} waits for approval."
                    );
                }

                return Result.Ok;
            },
            ct
        );

    /// <summary>What nobody approved in time is to be in the next run.</summary>
    private static async Task<Result> CancelExpiredAsync(
        IServiceProvider services,
        CancellationToken ct
    )
    {
        var waiting = await services
            .GetRequiredService<PayoutQueries>()
            .RunsAsync(
                new PayoutRunFilter([PayoutRunStatus.Submitted]),
                new PageRequest(Size: PageRequest.MaxSize),
                ct
            );
        if (waiting.Failed)
        {
            return waiting.Error;
        }

        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        foreach (var run in waiting.Value.Rows.Where(r => r.ExpiresAt <= now))
        {
            var cancelled = await services
                .GetRequiredService<CancelPayoutRun>()
                .HandleAsync(new CancelPayoutRunCommand(run.Id), ct);
            if (cancelled.Failed)
            {
                return cancelled;
            }
        }

        return Result.Ok;
    }
}
