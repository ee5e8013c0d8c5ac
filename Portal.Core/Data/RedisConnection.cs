using Microsoft.Extensions.Configuration;
using StackExchange.Redis;

namespace Portal.Core.Data;

/// <summary>
/// The process's one connection to Redis. It is made when first asked for and mends itself; a Redis that is not there
/// delays nothing, because nothing in Redis is a fact.
/// </summary>
public sealed class RedisConnection(IConfiguration configuration) : IDisposable
{
    private readonly Lazy<ConnectionMultiplexer> _redis = new(() =>
    {
        var options = ConfigurationOptions.Parse(
            configuration.GetConnectionString("Redis")
                ?? throw new InvalidOperationException(
                    "ConnectionStrings:Redis is not set; it names the server as host:port."
                )
        );
        options.AbortOnConnectFail = false;
        return ConnectionMultiplexer.Connect(options);
    });

    public IDatabase Database => _redis.Value.GetDatabase();

    public ISubscriber Subscriber => _redis.Value.GetSubscriber();

    public bool IsConnected => _redis.Value.IsConnected;

    public void Dispose()
    {
        if (_redis.IsValueCreated)
        {
            _redis.Value.Dispose();
        }
    }
}
