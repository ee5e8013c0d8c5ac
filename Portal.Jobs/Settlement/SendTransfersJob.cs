using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Kernel;
using Portal.Core.Settlement.Connect;
using Portal.Jobs.Running;

namespace Portal.Jobs.Settlement;

/// <summary>Pays through Stripe what was approved in every tenant, a batch at a time.</summary>
internal sealed class SendTransfersJob(EachTenant tenants) : IPortalJob
{
    public Task<Result> RunAsync(JobContext context, CancellationToken ct) =>
        tenants.DoAsync(
            context,
            async (services, tenant) =>
            {
                var (sent, refused, unknown, asked, step) = (0L, 0L, 0L, 0L, 0);
                do
                {
                    var done = await services.GetRequiredService<SendTransfers>().HandleAsync(ct);
                    if (done.Failed)
                    {
                        return done.Error;
                    }

                    step = done.Value.Asked;
                    sent += done.Value.Sent;
                    refused += done.Value.Refused;
                    unknown += done.Value.Unknown;
                } while (step > 0 && !ct.IsCancellationRequested);

                do
                {
                    var checkedOnce = await services
                        .GetRequiredService<CheckSentTransfers>()
                        .HandleAsync(ct);
                    if (checkedOnce.Failed)
                    {
                        return checkedOnce.Error;
                    }

                    step = checkedOnce.Value;
                    asked += step;
                } while (step > 0 && !ct.IsCancellationRequested);

                var accounts = await services.GetRequiredService<AskToldAccounts>().HandleAsync(ct);
                if (accounts.Failed)
                {
                    return accounts.Error;
                }

                context.Log(
                    $"{tenant.Slug}: {sent} payouts sent through Stripe, {refused} refused, {unknown} unknown; {asked} sent ones and {accounts.Value} accounts asked about."
                );
                return Result.Ok;
            },
            ct
        );
}
