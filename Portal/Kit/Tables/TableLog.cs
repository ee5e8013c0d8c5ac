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
}
