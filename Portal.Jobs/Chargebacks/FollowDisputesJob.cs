using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Chargebacks.Disputes;
using Portal.Core.Kernel;
using Portal.Jobs.Running;

namespace Portal.Jobs.Chargebacks;

/// <summary>Follows what is due of disputes in every tenant, and sends evidence, a batch at a time.</summary>
internal sealed class FollowDisputesJob(EachTenant tenants) : IPortalJob
{
    public Task<Result> RunAsync(JobContext context, CancellationToken ct) =>
        tenants.DoAsync(
            context,
            async (services, tenant) =>
            {
                var (asked, people, unknown, step) = (0L, 0L, 0L, 0);
                do
                {
                    var done = await services.GetRequiredService<FollowDisputes>().HandleAsync(ct);
                    if (done.Failed)
                    {
                        return done.Error;
                    }

                    step = done.Value.Asked;
                    asked += step;
                    people += done.Value.ForPeople;
                    unknown += done.Value.Unknown;
                } while (step > 0 && !ct.IsCancellationRequested);

                var (sent, refused) = (0L, 0L);
                do
                {
                    var done = await services.GetRequiredService<SendEvidence>().HandleAsync(ct);
                    if (done.Failed)
                    {
                        return done.Error;
                    }

                    step = done.Value.Asked;
                    sent += done.Value.Sent;
                    refused += done.Value.Refused;
                } while (step > 0 && !ct.IsCancellationRequested);

                context.Log(
                    $"{tenant.Slug}: {asked} disputes asked about, {people} need a person, {unknown} unknown; evidence: {sent} sent, {refused} refused."
                );
                return Result.Ok;
            },
            ct
        );
}
