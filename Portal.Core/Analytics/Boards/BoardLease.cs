using StackExchange.Redis;

namespace Portal.Core.Analytics.Boards;

/// <summary>
/// One process's hold on writing a tenant's boards, kept where they are written. It is renewed while
/// the process lives and runs out when it is frozen; what is sent under it does nothing once it is
/// lost, so that a process that comes back writes no old figures over newer ones.
/// </summary>
internal sealed class BoardLease : IAsyncDisposable
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);

    private readonly IDatabase _redis;
    private readonly RedisKey _key;
    private readonly RedisValue _token = Guid.NewGuid().ToString("N");
    private readonly CancellationTokenSource _ended = new();
    private Task _beating = Task.CompletedTask;

    private BoardLease(IDatabase redis, RedisKey key) => (_redis, _key) = (redis, key);

    /// <summary>Null while another process has it.</summary>
    public static async Task<BoardLease?> TryTakeAsync(IDatabase redis, RedisKey key)
    {
        var lease = new BoardLease(redis, key);
        if (!await redis.LockTakeAsync(key, lease._token, Duration))
        {
            lease._ended.Dispose();
            return null;
        }

        lease._beating = lease.BeatAsync();
        return lease;
    }

    /// <summary>One MULTI, all or nothing. Throws when the lease is lost.</summary>
    public async Task SendAsync(Func<IDatabaseAsync, IEnumerable<Task>> write)
    {
        var send = _redis.CreateTransaction();
        send.AddCondition(Condition.StringEqual(_key, _token));
        var sent = write(send).ToList();

        // A refused MULTI cancels its parts; only a sent one has answers to wait for.
        if (!await send.ExecuteAsync())
        {
            throw new BoardLeaseLostException();
        }

        await Task.WhenAll(sent);
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _beating;
        _ended.Dispose();
        try
        {
            await _redis.LockReleaseAsync(_key, _token);
        }
        catch (Exception e) when (FigureBoards.IsRedisTrouble(e))
        {
            // Redis is away; the lease runs out by itself.
        }
    }

    private async Task BeatAsync()
    {
        while (true)
        {
            await Task.Delay(Beat, _ended.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_ended.IsCancellationRequested)
            {
                return;
            }

            try
            {
                await _redis.LockExtendAsync(_key, _token, Duration);
            }
            catch (Exception e) when (FigureBoards.IsRedisTrouble(e))
            {
                // Tried again with the next beat; until then the lease lasts, or a write will be refused.
            }
        }
    }
}

/// <summary>Another process writes the tenant's boards now; what this one had not sent is void.</summary>
internal sealed class BoardLeaseLostException() : Exception("The lease on the boards is lost.");
