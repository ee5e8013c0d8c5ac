using Microsoft.AspNetCore.Http.Features;
using Portal.Api;
using Portal.Core.Kernel;
using Portal.Core.Settlement;
using Portal.Core.Settlement.Reconciliation;
using Portal.Edge;

namespace Portal.Areas.Finance.Reconciliation;

/// <summary>Files of statements, past the circuit. By the session's cookie, not by tokens.</summary>
internal static class StatementUploads
{
    /// <summary>Above the file's own limit, so that the refusal is a sentence and not a closed connection.</summary>
    private const long RequestBytes = StatementFiles.MaxBytes + (1 << 20);

    public static void MapStatementUploads(this WebApplication app) =>
        app.MapPost("/finance/reconciliation/files", UploadAsync)
            .RequirePermission(SettlementPermissions.Reconcile)
            .ExcludeFromDescription();

    private static async Task<IResult> UploadAsync(
        HttpContext context,
        ImportStatement import,
        CancellationToken ct
    )
    {
        // A header other sites cannot send without being asked first, and are never allowed to.
        if (context.Request.Headers["X-Portal-Upload"] != "1")
        {
            return Error.Forbidden.ToHttp();
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = RequestBytes;
        }

        var name = Uri.UnescapeDataString(context.Request.Headers["X-File-Name"].ToString());
        var imported = await import.HandleAsync(
            new ImportStatementCommand(name.Length == 0 ? "statement" : name, context.Request.Body),
            ct
        );
        return imported.Failed
            ? imported.Error.ToHttp()
            : TypedResults.Ok(
                imported.Value.Select(s => new UploadedStatement(
                    s.Id.Value,
                    s.Account,
                    s.Reference,
                    s.Currency.Code,
                    s.Lines,
                    s.IsNew
                ))
            );
    }
}

/// <summary>What the upload answers to the page, as JSON.</summary>
internal sealed record UploadedStatement(
    long Id,
    string Account,
    string Reference,
    string Currency,
    int Lines,
    bool IsNew
);
