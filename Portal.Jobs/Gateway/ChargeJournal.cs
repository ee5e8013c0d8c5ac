using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using Portal.Core.Payments.Gateways;

namespace Portal.Jobs.Gateway;

/// <summary>
/// What the simulated gateway has charged: a file of one JSON line per charge, synchronised to disk
/// before a charge counts, many at a time. A line cut off by a crash was never answered and is dropped.
/// </summary>
internal sealed class ChargeJournal : IAsyncDisposable
{
    private readonly FileStream _file;
    private readonly ConcurrentDictionary<string, Task<ChargeAnswerMessage>> _charges = new(
        StringComparer.Ordinal
    );
    private readonly Channel<(byte[] Line, TaskCompletionSource Written)> _queue =
        Channel.CreateUnbounded<(byte[], TaskCompletionSource)>(
            new UnboundedChannelOptions { SingleReader = true }
        );
    private readonly Task _writer;

    private ChargeJournal(FileStream file)
    {
        _file = file;
        _writer = Task.Run(WriteAsync);
    }

    /// <summary>Opens or begins the journal in a folder.</summary>
    public static async Task<ChargeJournal> OpenAsync(string folder, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        var file = new FileStream(
            Path.Combine(folder, "charges.jsonl"),
            FileMode.OpenOrCreate,
            FileAccess.ReadWrite,
            FileShare.Read
        );
        var known = await ReadAsync(file, ct);
        var journal = new ChargeJournal(file);
        foreach (var charge in known)
        {
            journal._charges[charge.Key] = Task.FromResult(charge);
        }

        return journal;
    }

    /// <summary>The charge of this key: the one there is, or the given one once it is on disk.</summary>
    public Task<ChargeAnswerMessage> ChargeAsync(string key, Func<ChargeAnswerMessage> decide)
    {
        var mine = new TaskCompletionSource<ChargeAnswerMessage>(
            TaskCreationOptions.RunContinuationsAsynchronously
        );
        var charge = _charges.GetOrAdd(key, mine.Task);
        return charge == mine.Task ? AppendAsync(decide(), mine) : charge;
    }

    /// <summary>None when the key was never charged.</summary>
    public async Task<ChargeAnswerMessage?> FindAsync(string key) =>
        _charges.TryGetValue(key, out var charge) ? await charge : null;

    /// <summary>Every charge on disk, by key.</summary>
    public async Task<IReadOnlyList<ChargeAnswerMessage>> StatementAsync()
    {
        var charges = await Task.WhenAll(_charges.Values);
        return [.. charges.OrderBy(c => c.Key, StringComparer.Ordinal)];
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.Complete();
        await _writer;
        await _file.DisposeAsync();
    }

    private async Task<ChargeAnswerMessage> AppendAsync(
        ChargeAnswerMessage charge,
        TaskCompletionSource<ChargeAnswerMessage> done
    )
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(charge), (byte)'\n'];
        await _queue.Writer.WriteAsync((line, written));
        await written.Task;
        done.SetResult(charge);
        return charge;
    }

    private async Task WriteAsync()
    {
        var batch = new List<TaskCompletionSource>();
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (_queue.Reader.TryRead(out var next))
            {
                await _file.WriteAsync(next.Line);
                batch.Add(next.Written);
            }

            _file.Flush(flushToDisk: true);
            batch.ForEach(w => w.SetResult());
            batch.Clear();
        }
    }

    /// <summary>Reads the whole lines and cuts off what is left of a broken one.</summary>
    private static async Task<List<ChargeAnswerMessage>> ReadAsync(
        FileStream file,
        CancellationToken ct
    )
    {
        var content = new byte[file.Length];
        await file.ReadExactlyAsync(content, ct);
        var end = Array.LastIndexOf(content, (byte)'\n') + 1;
        file.SetLength(end);
        file.Position = end;
        var charges = new List<ChargeAnswerMessage>();
        foreach (var line in new ReadOnlyMemory<byte>(content, 0, end).Lines())
        {
            charges.Add(JsonSerializer.Deserialize<ChargeAnswerMessage>(line.Span)!);
        }

        return charges;
    }
}

internal static class JournalLines
{
    /// <summary>The lines without their ends; the last byte is a line end.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Lines(this ReadOnlyMemory<byte> content)
    {
        while (!content.IsEmpty)
        {
            var end = content.Span.IndexOf((byte)'\n');
            yield return content[..end];
            content = content[(end + 1)..];
        }
    }
}
