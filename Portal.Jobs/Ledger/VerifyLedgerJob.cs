using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Kernel;
using Portal.Core.Ledger;
using Portal.Core.Ledger.Seals;
using Portal.Jobs.Running;

namespace Portal.Jobs.Ledger;

/// <summary>
/// Reads every tenant's books through, or those of the tenant that asked. A fault fails the job, and
/// its name stands on the job's page.
/// </summary>
internal sealed class VerifyLedgerJob(EachTenant tenants) : IPortalJob
{
    public async Task<Result> RunAsync(JobContext context, CancellationToken ct)
    {
        Error? first = null;
        var round = await tenants.DoAsync(
            context,
            async (services, tenant) =>
            {
                var progress = new Progress<long>(read =>
                    context.Report(read, phase: $"Reading the entries of {tenant.Name}")
                );
                var report = await services
                    .GetRequiredService<VerifyLedger>()
                    .HandleAsync(progress, ct);
                if (report.Failed)
                {
                    return report.Error;
                }

                context.Log(
                    $"{tenant.Slug}: {report.Value.Entries} entries, {report.Value.Faults.Count} faults."
                );
                foreach (var fault in report.Value.Faults)
                {
                    context.Log($"{tenant.Slug}: {fault.Row}: {fault.What}", "error");
                    first ??= LedgerErrors.BooksAtFault(fault);
                }

                return Result.Ok;
            },
            ct
        );
        return round.Failed ? round
            : first is null ? Result.Ok
            : first;
    }
}
