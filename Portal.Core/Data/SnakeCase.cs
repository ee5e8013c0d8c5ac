using System.Text;

namespace Portal.Core.Data;

/// <summary>The spelling of names in PostgreSQL, JSON and addresses: <c>OrderLine</c> is <c>order_line</c>.</summary>
public static class SnakeCase
{
    public static string From(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var startsWord =
                i > 0
                && char.IsUpper(name[i])
                && (
                    !char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))
                );
            if (startsWord)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }

    public static string Of<T>(T value)
        where T : struct, Enum => Spelling<T>.Texts[value];

    /// <summary>Throws for a text that is no value of the enum.</summary>
    public static T ToEnum<T>(string text)
        where T : struct, Enum =>
        TryToEnum<T>(text, out var value)
            ? value
            : throw new FormatException($"'{text}' is no {typeof(T).Name}.");

    public static bool TryToEnum<T>(string? text, out T value)
        where T : struct, Enum
    {
        value = default;
        return text is not null && Spelling<T>.Values.TryGetValue(text, out value);
    }

    private static class Spelling<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<T, string> Texts = Enum.GetValues<T>()
            .ToDictionary(v => v, v => From(v.ToString()));

        public static readonly Dictionary<string, T> Values = Texts.ToDictionary(
            p => p.Value,
            p => p.Key,
            StringComparer.Ordinal
        );
    }
}
