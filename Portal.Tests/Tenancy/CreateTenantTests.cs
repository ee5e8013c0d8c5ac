using Portal.Core.Tenancy;
using Portal.Tests.Identity;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Tenancy;

/// <summary>What a new tenant is asked for.</summary>
public sealed class CreateTenantTests : PeopleTests
{
    [Fact]
    public async Task CreateTenant_WithBadInput_NamesEveryField()
    {
        var command = new CreateTenantCommand("No Slug", "", "Europe/London", "GBP");

        var answer = await ActAsync(
            Super,
            s => s.Get<CreateTenant>().HandleAsync(command, default)
        );

        Assert.Equal(["name", "slug"], answer.Error.Fields.Keys.Order(StringComparer.Ordinal));
    }
}
