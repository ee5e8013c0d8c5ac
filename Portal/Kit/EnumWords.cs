using System.Text;

namespace Portal.Kit;

/// <summary>How an enum's values stand in addresses and on pages: <c>StockReserved</c> is <c>stock_reserved</c> and "Stock reserved".</summary>
public static class EnumWords
{
    public static string ToKey<TEnum>(TEnum value)
        where TEnum : struct, Enum => Split(value.ToString(), '_');

    public static string ToLabel<TEnum>(TEnum value)
        where TEnum : struct, Enum
    {
        var words = Split(value.ToString(), ' ');
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    /// <summary>Null when no value of the enum has this key.</summary>
    public static TEnum? FromKey<TEnum>(string key)
        where TEnum : struct, Enum
    {
        foreach (var value in Enum.GetValues<TEnum>())
        {
            if (ToKey(value) == key)
            {
                return value;
            }
        }

        return null;
    }

    private static string Split(string name, char between)
    {
        var words = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && words.Length > 0)
            {
                words.Append(between);
            }

            words.Append(char.ToLowerInvariant(letter));
        }

        return words.ToString();
    }
}
