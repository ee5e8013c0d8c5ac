using Microsoft.AspNetCore.Http.Features;
using Portal.Core.Imports;
using Portal.Core.Imports.Csv;
using Portal.Core.Kernel;
using Portal.Edge;

namespace Portal.Api;

/// <summary>
/// Files of imports, for the wizard: an upload that streams to disk past the circuit, and the
/// rejected rows as a download. By the session's cookie, not by tokens.
/// </summary>
internal static class ImportsApi
{
    /// <summary>A header other sites cannot send without being asked first, and are never allowed to.</summary>
    private const string UploadHeader = "X-Portal-Upload";

    private const string NameHeader = "X-File-Name";

    /// <summary>Above the file's own limit, so that the refusal is a sentence and not a closed connection.</summary>
    private const long RequestBytes = CsvLimits.FileBytes + (1 << 20);

    public static void MapImports(this WebApplication app)
    {
        app.MapPost("/imports/upload", UploadAsync)
            .RequirePermission(ImportPermissions.Run)
            .ExcludeFromDescription();
        app.MapGet("/imports/{id:long}/rejected.csv", RejectedAsync)
            .RequirePermission(ImportPermissions.Read)
            .ExcludeFromDescription();
    }

    private static async Task<IResult> UploadAsync(
        HttpContext context,
        UploadImport upload,
        CancellationToken ct
    )
    {
        if (context.Request.Headers[UploadHeader] != "1")
        {
            return Error.Forbidden.ToHttp();
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = RequestBytes;
        }

        var name = Uri.UnescapeDataString(context.Request.Headers[NameHeader].ToString());
        var uploaded = await upload.HandleAsync(
            new UploadImportCommand(name.Length == 0 ? "orders.csv" : name, context.Request.Body),
            ct
        );
        return uploaded.Failed
            ? uploaded.Error.ToHttp()
            : TypedResults.Ok(new { Id = uploaded.Value.Value });
    }

    private static async Task<IResult> RejectedAsync(
        long id,
        RejectedRows rejected,
        CancellationToken ct
    )
    {
        var name = await rejected.NameAsync(new ImportId(id), ct);
        return name.Failed
            ? name.Error.ToHttp()
            : TypedResults.Stream(
                target => rejected.WriteAsync(new ImportId(id), target, ct),
                "text/csv",
                name.Value
            );
    }
}
