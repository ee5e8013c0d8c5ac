using Npgsql;
using NpgsqlTypes;

namespace Portal.Core.Data;

/// <summary>Parameters of hand-written SQL, by position.</summary>
internal static class SqlValue
{
    public static NpgsqlParameter Of<T>(T value) => new NpgsqlParameter<T> { TypedValue = value };

    /// <summary>A <c>text[]</c> that may hold nulls.</summary>
    public static NpgsqlParameter Texts(IEnumerable<string?> values) =>
        new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    /// <summary>A text, an array or a number that may be null.</summary>
    public static NpgsqlParameter OrNull(object? value, NpgsqlDbType type) =>
        new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
