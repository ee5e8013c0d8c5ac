using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;

namespace Portal.Core.Identity.SignIn;

/// <summary>Where a sign-in comes from.</summary>
/// <param name="DeviceKey">The key in the device's cookie; null on a device never seen.</param>
/// <param name="UserAgent">The browser's own words.</param>
/// <param name="Address">IP address.</param>
public sealed record SignInOrigin(string? DeviceKey, string UserAgent, string Address);

/// <summary>A session that has begun, as the cookie needs it.</summary>
/// <param name="DeviceKey">To keep in the device's cookie, so that it is known the next time.</param>
public sealed record StartedSession(
    SessionId Session,
    PersonId Person,
    string DisplayName,
    DateTimeOffset ExpiresAt,
    string DeviceKey
);

/// <summary>Begins sessions and remembers devices.</summary>
public sealed class SessionStart(IOptions<SignInPolicy> policy, Actor actor, TimeProvider clock)
{
    /// <summary>
    /// Adds to the caller's context the session and the device; does not save. From here on the call
    /// acts for the person, so that the activity log names them.
    /// </summary>
    public async Task<(Session Session, string DeviceKey)> BeginAsync(
        PortalDbContext db,
        Person person,
        SignInOrigin origin,
        CancellationToken ct
    )
    {
        var now = clock.GetUtcNow();
        var personId = new PersonId(person.Id);
        actor.SignIn(personId, person.DisplayName, ActorSource.Web);
        var key = origin.DeviceKey;
        var device = key is null ? null : await FindDeviceAsync(db, personId, key, ct);
        if (device is null)
        {
            key = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));
            device = new KnownDevice
            {
                PersonId = personId,
                KeyHash = HashOf(key),
                LastSeenAt = now,
            };
            db.KnownDevices.Add(device);
        }

        device.LastSeenAt = now;
        var session = new Session
        {
            PersonId = personId,
            Device = UserAgentText.Describe(origin.UserAgent),
            Address = origin.Address,
            CreatedAt = now,
            LastSeenAt = now,
            ExpiresAt = now + policy.Value.Session,
        };
        db.Sessions.Add(session);
        return (session, key!);
    }

    /// <summary>The hash under which this device's tries count: its own if the person used it before.</summary>
    public static async Task<byte[]> CountedDeviceAsync(
        PortalDbContext db,
        Person? person,
        string? deviceKey,
        CancellationToken ct
    ) =>
        person is null || deviceKey is null
            ? []
            : (await FindDeviceAsync(db, new PersonId(person.Id), deviceKey, ct))?.KeyHash ?? [];

    private static Task<KnownDevice?> FindDeviceAsync(
        PortalDbContext db,
        PersonId person,
        string key,
        CancellationToken ct
    )
    {
        var hash = HashOf(key);
        return db.KnownDevices.SingleOrDefaultAsync(
            d => d.PersonId == person && d.KeyHash == hash,
            ct
        );
    }

    private static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
