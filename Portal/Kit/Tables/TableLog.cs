namespace Portal.Kit.Tables;

internal static partial class TableLog
{
    [LoggerMessage(
        2,
        LogLevel.Error,
        "The list {Table} could not be loaded; the visitor was given reference {Reference}."
    )]
    public static partial void ListFailed(
        this ILogger log,
        string table,
        string reference,
        Exception exception
    );

    [LoggerMessage(3, LogLevel.Warning, "The list {Table} could not be looked at again.")]
    public static partial void LookFailed(this ILogger log, string table, Exception exception);
}
