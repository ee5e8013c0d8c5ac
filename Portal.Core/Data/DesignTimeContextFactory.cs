using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Portal.Core.Identity.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Data;

/// <summary>For <c>dotnet ef</c>, which reads the model and never connects.</summary>
internal sealed class DesignTimeContextFactory : IDesignTimeDbContextFactory<PortalDbContext>
{
    public PortalDbContext CreateDbContext(string[] args) =>
        new(
            new DbContextOptionsBuilder<PortalDbContext>()
                .UseNpgsql("Host=localhost", DataModule.ConfigureNpgsql)
                .Options,
            new CurrentTenant(),
            new Actor()
        );
}
