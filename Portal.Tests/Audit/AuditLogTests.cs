using Portal.Core.Audit;
using Portal.Core.Identity;
using Portal.Core.Identity.People;
using Portal.Core.Kernel;
using Portal.Tests.Identity;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Audit;

/// <summary>Who reads the activity log, and what never stands in it.</summary>
public sealed class AuditLogTests : PeopleTests
{
    [Fact]
    public async Task AuditLog_OfAnotherTenant_IsNotShown()
    {
        await ActAsync(
            Admin,
            s =>
                s.Get<GrantRole>()
                    .HandleAsync(new(Seller, Role(BuiltInRoles.Courier), null), default)
        );
        var outsider = await Portal.AddPersonAsync(
            "outsider@example.com",
            BuiltInRoles.MarketplaceAdmin,
            Other
        );

        await using var own = Portal.ScopeOf(Admin, Portal.Tenant);
        await using var foreign = Portal.ScopeOf(outsider, Other);
        var seen = await own.Get<AuditQueries>()
            .ListAsync(new AuditFilter(Kinds: ["role_grant"]), new PageRequest(), default);
        var hidden = await foreign
            .Get<AuditQueries>()
            .ListAsync(new AuditFilter(Kinds: ["role_grant"]), new PageRequest(), default);

        Assert.Single(seen.Value.Rows);
        Assert.Empty(hidden.Value.Rows);
    }

    [Fact]
    public async Task AuditLog_NeverHoldsASecret()
    {
        await Portal.IssueTokenAsync(Seller);

        var leaks = await Portal.AdminScalarAsync<long>(
            """
            SELECT count(*) FROM audit.entries a JOIN identity.people p ON true
            WHERE coalesce(a.after::text, '') || coalesce(a.before::text, '') LIKE '%' || p.password_hash || '%'
               OR a.after ->> 'hash' <> '(secret)'
            """
        );

        Assert.Equal(0, leaks);
    }
}
