using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;

namespace Portal.Core.Identity.SignIn;

/// <summary>
/// Slows guessing down. What is not known about an address makes no difference here, so the answers
/// tell nobody whether it exists.
/// </summary>
public sealed class SignInThrottle(PortalConnections connections, TimeProvider clock)
{
    public static byte[] ForEmail(string email) => Hash($"email:{Normalize(email)}");

    public static byte[] ForSecondFactor(PersonId person) => Hash($"second-factor:{person.Value}");

    public static byte[] ForStepUp(PersonId person) => Hash($"step-up:{person.Value}");

    public static string Normalize(string email) => email.Trim().ToUpperInvariant();

    /// <summary>Counts this try; refuses it while the pause after earlier ones lasts.</summary>
    public async Task<Result> TakeTryAsync(byte[] subject, byte[] device, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var connection = await connections.OpenAsync(ct);
        await using var command = Command(connection, SignInSql.TakeTry, subject, device);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return reader.GetBoolean(0)
            ? Result.Ok
            : IdentityErrors.TooManyTries(reader.GetFieldValue<DateTimeOffset>(1) - now);
    }

    public async Task ForgiveAsync(byte[] subject, byte[] device, CancellationToken ct)
    {
        await using var connection = await connections.OpenAsync(ct);
        await using var command = Command(connection, SignInSql.Forgive, subject, device);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlCommand Command(
        NpgsqlConnection connection,
        string sql,
        byte[] subject,
        byte[] device
    )
    {
        var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = subject });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = device });
        return command;
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
