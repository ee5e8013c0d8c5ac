using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Portal.Core.Catalog.Contracts;
using Portal.Core.Data;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Catalog;

/// <summary>
/// Pictures of products as files. A key holds the hash of what it names, so a file never changes
/// under its key and may be kept by browsers for as long as they like.
/// </summary>
public sealed class ProductPictureStorage(IConfiguration configuration)
{
    private readonly string _root = StoragePath.Of(configuration);

    internal async Task<string> StoreAsync(
        TenantId tenant,
        ProductId product,
        byte[] picture,
        string extension,
        CancellationToken ct
    )
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(picture))[..16];
        var key = string.Create(
            CultureInfo.InvariantCulture,
            $"products/{tenant.Value}/{product.Value}-{hash}.{extension}"
        );
        var path = Path.Combine(_root, key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, picture, ct);
        return key;
    }

    /// <summary>Null when the file is gone.</summary>
    public Stream? Open(string key)
    {
        var path = Path.Combine(_root, key);
        return File.Exists(path) ? File.OpenRead(path) : null;
    }
}
