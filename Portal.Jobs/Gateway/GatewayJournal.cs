using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;

namespace Portal.Jobs.Gateway;

/// <summary>
/// What the simulated gateway has done, by key: a file of one JSON line each, synchronised to disk before it
/// counts, many at a time. A line cut off by a crash was never answered and is dropped.
/// </summary>
internal sealed class GatewayJournal<TMessage> : IAsyncDisposable
    where TMessage : class
{
    private readonly FileStream _file;
    private readonly ConcurrentDictionary<string, Task<TMessage>> _done = new(
        StringComparer.Ordinal
    );
    private readonly Channel<(byte[] Line, TaskCompletionSource Written)> _queue =
        Channel.CreateUnbounded<(byte[], TaskCompletionSource)>(
            new UnboundedChannelOptions { SingleReader = true }
        );
    private readonly Task _writer;

    private GatewayJournal(FileStream file)
    {
        _file = file;
        _writer = Task.Run(WriteAsync);
    }

    /// <summary>Opens or begins a journal.</summary>
    /// <param name="path">Of the file; its folder is made when it is missing.</param>
    /// <param name="keyOf">What makes a message the only one.</param>
    /// <param name="ct">Stops the reading.</param>
    public static async Task<GatewayJournal<TMessage>> OpenAsync(
        string path,
        Func<TMessage, string> keyOf,
        CancellationToken ct
    )
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var file = new FileStream(
            path,
            FileMode.OpenOrCreate,
            FileAccess.ReadWrite,
            FileShare.Read
        );
        var known = await ReadAsync(file, ct);
        var journal = new GatewayJournal<TMessage>(file);
        foreach (var message in known)
        {
            journal._done[keyOf(message)] = Task.FromResult(message);
        }

        return journal;
    }

    /// <summary>What has this key: what there is, or the given one once it is on disk.</summary>
    public Task<TMessage> AddAsync(string key, Func<TMessage> decide)
    {
        var mine = new TaskCompletionSource<TMessage>(
            TaskCreationOptions.RunContinuationsAsynchronously
        );
        var known = _done.GetOrAdd(key, mine.Task);
        return known == mine.Task ? AppendAsync(decide(), mine) : known;
    }

    /// <summary>None when nothing has this key.</summary>
    public async Task<TMessage?> FindAsync(string key) =>
        _done.TryGetValue(key, out var known) ? await known : null;

    /// <summary>All there is on disk, by key.</summary>
    public async Task<IReadOnlyList<TMessage>> AllAsync() =>
        await Task.WhenAll(_done.OrderBy(d => d.Key, StringComparer.Ordinal).Select(d => d.Value));

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.Complete();
        await _writer;
        await _file.DisposeAsync();
    }

    private async Task<TMessage> AppendAsync(TMessage message, TaskCompletionSource<TMessage> done)
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(message), (byte)'\n'];
        await _queue.Writer.WriteAsync((line, written));
        await written.Task;
        done.SetResult(message);
        return message;
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
    private static async Task<List<TMessage>> ReadAsync(FileStream file, CancellationToken ct)
    {
        var content = new byte[file.Length];
        await file.ReadExactlyAsync(content, ct);
        var end = Array.LastIndexOf(content, (byte)'\n') + 1;
        file.SetLength(end);
        file.Position = end;
        var messages = new List<TMessage>();
        foreach (var line in new ReadOnlyMemory<byte>(content, 0, end).Lines())
        {
            messages.Add(JsonSerializer.Deserialize<TMessage>(line.Span)!);
        }

        return messages;
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
