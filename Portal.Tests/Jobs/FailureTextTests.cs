using System.Net.Sockets;
using Npgsql;
using Portal.Jobs.Commands;

namespace Portal.Tests.Jobs;

public sealed class FailureTextTests
{
    [Fact]
    public void Of_AnUnreachableDatabase_IsOneLine()
    {
        var failure = new InvalidOperationException(
            "Likely due to a transient failure.",
            new NpgsqlException(
                "Failed to connect to 127.0.0.1:1",
                new SocketException((int)SocketError.ConnectionRefused)
            )
        );

        var text = FailureText.Of(failure);

        Assert.Contains(
            "cannot be reached: Failed to connect to 127.0.0.1:1",
            text,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain('\n', text);
    }

    [Fact]
    public void Of_ARefusedPassword_IsOneLine()
    {
        var text = FailureText.Of(
            new PostgresException("password authentication failed", "FATAL", "FATAL", "28P01")
        );

        Assert.Contains("password authentication failed", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', text);
    }

    [Fact]
    public void Of_ABug_SaysEverything() =>
        Assert.Contains(
            nameof(InvalidCastException),
            FailureText.Of(new InvalidCastException("rows")),
            StringComparison.Ordinal
        );
}
