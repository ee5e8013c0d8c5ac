using Portal.Core.Identity;
using Portal.Core.Identity.Contracts;
using Portal.Core.Identity.Preferences;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Shell;

/// <summary>What of the bell a person has seen is kept for them, in each tenant.</summary>
public sealed class SeenMessagesTests : PortalTests
{
    [Fact]
    public async Task MarkSeen_HoldsForThePersonInTheTenantAndForNobodyElse()
    {
        var (south, _) = await Portal.AddTenantAsync("south");
        var mine = await AddAdminAsync("mine@example.com");
        var other = await AddAdminAsync("other@example.com");

        await MarkAsync(mine, Portal.Tenant, "/imports/1", "/jobs/2");

        Assert.Equal(["/imports/1", "/jobs/2"], await SeenAsync(mine, Portal.Tenant));
        Assert.Empty(await SeenAsync(mine, south));
        Assert.Empty(await SeenAsync(other, Portal.Tenant));
    }

    [Fact]
    public async Task MarkSeen_Again_KeepsWhatIsShownNow()
    {
        var mine = await AddAdminAsync("mine@example.com");

        await MarkAsync(mine, Portal.Tenant, "/imports/1");
        await MarkAsync(mine, Portal.Tenant, "/imports/1", "/imports/2");
        await MarkAsync(mine, Portal.Tenant, "/imports/2");

        Assert.Equal(["/imports/2"], await SeenAsync(mine, Portal.Tenant));
    }

    [Fact]
    public async Task MarkSeen_MoreThanABellShows_IsRefused()
    {
        var mine = await AddAdminAsync("mine@example.com");

        var marked = await MarkAsync(
            mine,
            Portal.Tenant,
            [.. Enumerable.Range(0, SeenMessages.Most + 1).Select(i => $"/jobs/{i}")]
        );

        Assert.Equal(PreferencesErrors.TooManyMessages, marked.Error);
        Assert.Empty(await SeenAsync(mine, Portal.Tenant));
    }

    private Task<PersonId> AddAdminAsync(string email) =>
        Portal.AddPersonAsync(email, BuiltInRoles.MarketplaceAdmin, Portal.Tenant);

    private async Task<Result> MarkAsync(PersonId person, TenantId tenant, params string[] keys)
    {
        await using var scope = Portal.ScopeOf(person, tenant);
        return await scope
            .Get<MarkMessagesSeen>()
            .HandleAsync(new MarkMessagesSeenCommand(keys), default);
    }

    private async Task<IEnumerable<string>> SeenAsync(PersonId person, TenantId tenant)
    {
        await using var scope = Portal.ScopeOf(person, tenant);
        return (await scope.Get<PreferenceQueries>().SeenMessagesAsync(default)).Order(
            StringComparer.Ordinal
        );
    }
}
