using Portal.Core.Data;
using Portal.Core.Tenancy.Contracts;
using StackExchange.Redis;

namespace Portal.Core.Events.Contracts;

/// <summary>
/// "Something of this topic moved in this tenant": what makes open pages look again. A signal carries no facts and may be
/// lost, so pages also look by the clock.
/// </summary>
public sealed class LiveSignals(RedisConnection redis)
{
    public const string Orders = "orders";
    public const string Imports = "imports";
    public const string Figures = "figures";
    public const string Notifications = "notifications";
    public const string Jobs = "jobs";

    /// <summary>What belongs to no tenant, such as the platform's own jobs: pages of every tenant hear it.</summary>
    public static readonly TenantId Everyone = new(0);

    /// <summary>Tells the open pages; forgets it when Redis is not there.</summary>
    public async Task SendAsync(TenantId tenant, string topic)
    {
        if (!redis.IsConnected)
        {
            return;
        }

        try
        {
            await redis.Subscriber.PublishAsync(
                ChannelOf(tenant, topic),
                RedisValue.EmptyString,
                CommandFlags.FireAndForget
            );
        }
        catch (RedisException)
        {
            // Redis went away this very moment; the pages look by the clock.
        }
    }

    /// <summary>
    /// Calls <paramref name="heard"/> for every signal of the topic, as long as the process runs. A Redis that comes back
    /// is listened to again by itself.
    /// </summary>
    public Task ListenAsync(TenantId tenant, string topic, Action heard) =>
        redis.Subscriber.SubscribeAsync(
            ChannelOf(tenant, topic),
            (_, _) => heard(),
            CommandFlags.FireAndForget
        );

    private static string ChannelOf(TenantId tenant, string topic) =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"portal:live:{tenant.Value}:{topic}"
        );
}
