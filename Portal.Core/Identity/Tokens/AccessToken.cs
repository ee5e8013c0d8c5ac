using System.Security.Cryptography;
using System.Text;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Identity.Tokens;

public readonly record struct AccessTokenId(long Value) : IEntityId<AccessTokenId>
{
    public static AccessTokenId From(long value) => new(value);
}

/// <summary>
/// A person's key for programs: acts as the person, in one tenant, with no more than its scopes and
/// never more than the person holds at that moment. Not tenant-owned: it is looked up to learn the tenant.
/// </summary>
public sealed class AccessToken : IAudited
{
    /// <summary>Begins every token, so that scanners for leaked secrets recognise one.</summary>
    public const string Mark = "portal_";

    private const int PrefixLength = 15;

    public AccessTokenId Id { get; private set; }

    public required PersonId PersonId { get; init; }

    public required TenantId TenantId { get; init; }

    public required string Name { get; init; }

    /// <summary>Its first characters, for people to tell tokens apart.</summary>
    public required string Prefix { get; init; }

    /// <summary>SHA-256 of the token, which has 256 random bits and so needs no slow hash.</summary>
    [Secret]
    public required byte[] Hash { get; init; }

    /// <summary>Keys of the permissions it carries.</summary>
    public required List<string> Scopes { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    [NotAudited]
    public DateTimeOffset? LastUsedAt { get; set; }

    public DateTimeOffset? RevokedAt { get; private set; }

    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;

    internal static string NewSecret() =>
        Mark + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    internal static string PrefixOf(string secret) => secret[..PrefixLength];

    internal static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
