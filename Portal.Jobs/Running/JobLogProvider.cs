using Microsoft.Extensions.Logging;
using Portal.Core.Data;

namespace Portal.Jobs.Running;

/// <summary>Whatever is logged while a job runs, by whichever class, also goes to that job's own log.</summary>
[ProviderAlias("Job")]
internal sealed class JobLogProvider : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new JobLogger();

    public void Dispose() { }

    private sealed class JobLogger : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) =>
            logLevel >= LogLevel.Information && JobContext.Current is not null;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            if (IsEnabled(logLevel))
            {
                JobContext.Current?.Log(formatter(state, exception), SnakeCase.Of(logLevel));
            }
        }
    }
}
