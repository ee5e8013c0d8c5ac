using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Core.Notifications;
using Portal.Jobs.Running;

namespace Portal.Jobs.Notifications;

/// <summary>Sends due mails. Its own loop, so that a mail server that hangs holds up mails and nothing else.</summary>
internal sealed partial class MailLoop(IServiceScopeFactory scopes, ILogger<MailLoop> logger)
    : WorkerLoop(scopes, logger)
{
    protected override TimeSpan LongestPause => TimeSpan.FromSeconds(1);

    protected override async Task<bool> StepAsync(IServiceProvider services, CancellationToken ct)
    {
        var (sent, taken, isReachable) = await services
            .GetRequiredService<MailQueue>()
            .SendDueAsync(ct);
        if (!isReachable)
        {
            LogUnreachable(taken - sent);
        }

        return sent > 0;
    }

    [LoggerMessage(LogLevel.Warning, "The mail server does not answer; {Count} mails wait for it.")]
    private partial void LogUnreachable(int count);
}
