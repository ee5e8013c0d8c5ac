namespace Portal.Shell;

internal static partial class ShellLog
{
    [LoggerMessage(
        1,
        LogLevel.Error,
        "A page failed; the visitor was given reference {Reference}."
    )]
    public static partial void PageFailed(this ILogger log, string reference, Exception exception);
}
