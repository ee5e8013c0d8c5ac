using System.Diagnostics;
using System.Globalization;

namespace Portal.Tests.Infrastructure;

/// <summary>A file system of a few megabytes, to be filled. Mounting one takes root.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private SmallDisk(string folder) => Folder = folder;

    public string Folder { get; }

    private string Filler => Path.Combine(Folder, "filler");

    /// <summary>Null where mounting is not allowed.</summary>
    public static async Task<SmallDisk?> TryMountAsync(int megabytes)
    {
        var folder = Directory.CreateTempSubdirectory("small-disk-").FullName;
        var options = string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m,mode=1777");
        if (await RunAsync("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder) == 0)
        {
            return new SmallDisk(folder);
        }

        Directory.Delete(folder);
        return null;
    }

    /// <summary>Takes the room there is, to the last block.</summary>
    public void Fill()
    {
        using var filler = new FileStream(Filler, FileMode.Create, FileAccess.Write, default, 1);
        var block = new byte[4096];
        try
        {
            while (true)
            {
                filler.Write(block);
            }
        }
        catch (IOException)
        {
            // Full, which is what it is for.
        }
    }

    public void Free() => File.Delete(Filler);

    public async ValueTask DisposeAsync()
    {
        Assert.Equal(0, await RunAsync("umount", Folder));
        Directory.Delete(Folder);
    }

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                UseShellExecute = false,
                RedirectStandardError = true,
            }
        )!;
        await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
