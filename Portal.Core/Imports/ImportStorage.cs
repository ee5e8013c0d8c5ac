using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Portal.Core.Data;
using Portal.Core.Imports.Csv;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Imports;

/// <summary>An uploaded file as it lies in the storage.</summary>
public sealed record StoredFile(string Key, long Bytes, string Hash);

/// <summary>
/// Uploaded files, in <c>Storage:Path</c>, which web and worker share. Keys are made here and never
/// from what the user called the file.
/// </summary>
public sealed partial class ImportStorage(
    IConfiguration configuration,
    ILogger<ImportStorage> logger
)
{
    private const int BufferBytes = 128 << 10;

    /// <summary>Of the operating system: ENOSPC, EDQUOT.</summary>
    private static readonly int[] OutOfRoom = [28, 122];

    private readonly string _root = StoragePath.Of(configuration);

    /// <summary>Writes the stream to disk as it arrives; beyond 1 GB, or what the disk takes, it is refused and removed.</summary>
    public async Task<Result<StoredFile>> StoreAsync(
        TenantId tenant,
        Stream upload,
        CancellationToken ct
    )
    {
        var key = string.Create(
            CultureInfo.InvariantCulture,
            $"imports/{tenant.Value}/{Guid.CreateVersion7():N}.csv"
        );
        var path = PathOf(key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var isWhole = false;
        try
        {
            await using var file = new FileStream(
                path,
                FileMode.CreateNew,
                FileAccess.Write,
                FileShare.None,
                BufferBytes,
                FileOptions.Asynchronous
            );
            var buffer = new byte[BufferBytes];
            int read;
            while ((read = await upload.ReadAsync(buffer, ct)) > 0)
            {
                if (file.Length + read > CsvLimits.FileBytes)
                {
                    return CsvErrors.TooLarge;
                }

                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), ct);
            }

            await file.FlushAsync(ct);
            isWhole = true;
            return new StoredFile(
                key,
                file.Length,
                Convert.ToHexStringLower(hash.GetHashAndReset())
            );
        }
        catch (IOException e) when (OutOfRoom.Contains(e.HResult))
        {
            LogOutOfRoom(e, _root);
            return ImportErrors.StorageFull;
        }
        finally
        {
            if (!isWhole)
            {
                File.Delete(path);
            }
        }
    }

    /// <summary>Null when the file is gone.</summary>
    public Stream? Open(string key) =>
        File.Exists(PathOf(key))
            ? new FileStream(
                PathOf(key),
                FileMode.Open,
                FileAccess.Read,
                FileShare.Read,
                BufferBytes,
                FileOptions.Asynchronous | FileOptions.SequentialScan
            )
            : null;

    /// <summary>Every file with the time it was last written to, those of no import among them.</summary>
    public IEnumerable<(string Key, DateTimeOffset WrittenAt)> All()
    {
        var folder = new DirectoryInfo(PathOf("imports"));
        return folder.Exists
            ? folder
                .EnumerateFiles("*.csv", SearchOption.AllDirectories)
                .Select(file =>
                    (
                        $"imports/{file.Directory!.Name}/{file.Name}",
                        new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero)
                    )
                )
            : [];
    }

    public void Delete(string key) => File.Delete(PathOf(key));

    private string PathOf(string key) => Path.Combine(_root, key);

    [LoggerMessage(LogLevel.Error, "There is no room for an upload in {Folder}.")]
    private partial void LogOutOfRoom(Exception e, string folder);
}
