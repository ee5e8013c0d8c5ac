using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Identity;

/// <summary>The keys behind cookies and links, as they lie in the database.</summary>
public sealed class KeySealTests : PortalTests
{
    private const string Secret = "a-secret-of-this-test-alone-0000000001";
    private const string NextSecret = "a-secret-of-this-test-alone-0000000002";

    [Fact]
    public async Task StoredKeys_WithASecret_CannotBeRead()
    {
        using var web = Web(Secret);

        Protect(web);

        var stored = await StoredAsync();
        Assert.Contains("<sealed", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("masterKey", stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StoredKeys_WithoutASecret_LieOpen()
    {
        using var web = Web(null);

        Protect(web);

        Assert.Contains("masterKey", await StoredAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public void SealedKeys_AreOpenedByAnotherProcess_WithTheSameSecretOnly()
    {
        string cookie;
        using (var first = Web(Secret))
        {
            cookie = Protect(first);
        }

        using var same = Web(Secret);
        using var changed = Web(NextSecret, former: Secret);
        using var another = Web(NextSecret);

        Assert.Equal("ada", Unprotect(same, cookie));
        Assert.Equal("ada", Unprotect(changed, cookie));
        Assert.ThrowsAny<CryptographicException>(() => Unprotect(another, cookie));
    }

    private TestWeb Web(string? secret, string? former = null) =>
        former is null
            ? new(Portal, ("Identity:KeySecret", secret ?? ""))
            : new(
                Portal,
                ("Identity:KeySecret", secret ?? ""),
                ("Identity:FormerKeySecrets:0", former)
            );

    private static string Protect(TestWeb web) => Protector(web).Protect("ada");

    private static string Unprotect(TestWeb web, string cookie) => Protector(web).Unprotect(cookie);

    private static IDataProtector Protector(TestWeb web) =>
        web.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");

    private async Task<string> StoredAsync() =>
        (
            await Portal.AdminScalarAsync<string>(
                "SELECT string_agg(xml, '') FROM identity.data_protection_keys"
            )
        )!;
}
