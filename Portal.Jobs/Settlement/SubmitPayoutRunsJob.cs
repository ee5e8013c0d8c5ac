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
}
