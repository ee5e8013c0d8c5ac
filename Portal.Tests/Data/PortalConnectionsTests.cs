using Npgsql;
using Portal.Core.Data;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Data;

public sealed class PortalConnectionsTests : PortalTests
{
    [Fact]
    public async Task EveryConnection_LetsPostgresEndWhatIsAbandoned()
    {
        await using var scope = Portal.Scope();
        await using var connection = await scope
            .Get<PortalConnections>()
            .OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(
            "SHOW idle_in_transaction_session_timeout",
            connection
        );

        Assert.Equal(
            "30s",
            await command.ExecuteScalarAsync(TestContext.Current.CancellationToken)
        );
    }
}
