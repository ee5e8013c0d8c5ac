using Microsoft.Extensions.DependencyInjection;

namespace Portal.Tests.Infrastructure;

/// <summary>
/// A test class on a <see cref="TestPortal"/> of its own; the invariants are checked after every test.
/// </summary>
public abstract class PortalTests : IAsyncLifetime
{
    protected TestPortal Portal { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync() => Portal = await StartAsync();

    /// <summary>Servers of its own are the class's to name.</summary>
    protected virtual Task<TestPortal> StartAsync() => TestPortal.StartAsync(Configure);

    /// <summary>What the class replaces in Core, e.g. a gateway of its own.</summary>
    protected virtual void Configure(IServiceCollection services) { }

    public virtual async ValueTask DisposeAsync()
    {
        try
        {
            await InvariantChecker.CheckAsync(Portal.Database.AdminConnection);
        }
        finally
        {
            await Portal.DisposeAsync();
            GC.SuppressFinalize(this);
        }
    }
}
