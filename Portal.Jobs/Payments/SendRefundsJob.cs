using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Kernel;
using Portal.Core.Payments.Refunds;
using Portal.Jobs.Running;

namespace Portal.Jobs.Payments;

/// <summary>Sends the refunds that are due in every tenant, a batch at a time.</summary>
internal sealed class SendRefundsJob(EachTenant tenants) : IPortalJob
{
    public Task<Result> RunAsync(JobContext context, CancellationToken ct) =>
        tenants.DoAsync(
            context,
            async (services, tenant) =>
            {
                var (sent, failed, unknown, asked, step) = (0L, 0L, 0L, 0L, 0);
                do
                {
                    var done = await services.GetRequiredService<SendRefunds>().HandleAsync(ct);
                    if (done.Failed)
                    {
                        return done.Error;
                    }

                    step = done.Value.Asked;
                    sent += done.Value.Sent;
                    failed += done.Value.Failed;
                    unknown += done.Value.Unknown;
                } while (step > 0 && !ct.IsCancellationRequested);

                do
                {
                    var checkedOnce = await services
                        .GetRequiredService<CheckSentRefunds>()
                        .HandleAsync(ct);
                    if (checkedOnce.Failed)
                    {
                        return checkedOnce.Error;
                    }

                    step = checkedOnce.Value;
                    asked += step;
                } while (step > 0 && !ct.IsCancellationRequested);

                context.Log(
                    $"{tenant.Slug}: {sent} refunds sent, {failed} failed, {unknown} unknown; {asked} sent ones asked about."
                );
                return Result.Ok;
            },
            ct
        );
}
