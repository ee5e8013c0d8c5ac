using System.Diagnostics;
using Npgsql;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Tests.Infrastructure;

/// <summary>
/// Breaks off every connection of the application at the moment it is about to send its n-th statement: to the
/// database, the process has died there. Follows the flow it was begun in, so tests beside it are left alone.
/// </summary>
internal sealed class StatementKiller : IDisposable
{
    private readonly AsyncLocal<Countdown?> _countdown = new();
    private readonly ActivityListener _listener;
    private readonly TestPortal _portal;

    public StatementKiller(TestPortal portal)
    {
        _portal = portal;
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) =>
                _countdown.Value is null
                    ? ActivitySamplingResult.None
                    : ActivitySamplingResult.AllData,
            ActivityStarted = _ => _countdown.Value?.Step(),
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>
    /// Whether the act came to its n-th statement, counted from 1. It was broken off there, unless no connection
    /// of its own was open yet.
    /// </summary>
    public async Task<bool> KillAtAsync(int statement, Func<Task> act)
    {
        var countdown = new Countdown(statement, Kill);
        _countdown.Value = countdown;
        try
        {
            await act();
        }
#pragma warning disable CA1031 // What a lost connection looks like depends on who notices it first.
        catch (Exception) when (countdown.IsOver) { }
#pragma warning restore CA1031
        finally
        {
            _countdown.Value = null;
        }

        if (countdown.IsOver)
        {
            await Eventually.TrueAsync(CanConnectAsync, "the application connects again");
        }

        return countdown.IsOver;
    }

    public void Dispose() => _listener.Dispose();

    private static bool IsLost(Exception? failure) =>
        failure is NpgsqlException || failure?.InnerException is { } inner && IsLost(inner);

    private void Kill()
    {
        using var connection = new NpgsqlConnection(_portal.Database.AdminConnection);
        connection.Open();
        using var kill = new NpgsqlCommand(
            """
            SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
            WHERE datname = current_database() AND usename = 'portal_app'
            """,
            connection
        );
        kill.ExecuteNonQuery();
    }

    /// <summary>Those of the pool that were lost are found out by using them.</summary>
    private async Task<bool> CanConnectAsync()
    {
        try
        {
            await using var scope = _portal.Scope();
            await scope.Get<TenantReader>().AllAsync(CancellationToken.None);
            return true;
        }
        catch (Exception e) when (IsLost(e))
        {
            return false;
        }
    }

    private sealed class Countdown(int left, Action over)
    {
        private int _left = left;

        public bool IsOver => _left <= 0;

        public void Step()
        {
            if (--_left == 0)
            {
                over();
            }
        }
    }
}
