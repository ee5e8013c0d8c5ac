using System.Text;
using System.Text.Json.Serialization;

namespace Portal.Core.Imports.Csv;

/// <summary>How the bytes of a file become text.</summary>
public enum CsvEncoding
{
    /// <summary>UTF-8, with or without a byte order mark. Plain ASCII is UTF-8 too.</summary>
    Utf8,

    /// <summary>Two bytes a character, low byte first: what Excel calls "Unicode text".</summary>
    Utf16LittleEndian,

    /// <summary>Two bytes a character, high byte first.</summary>
    Utf16BigEndian,

    /// <summary>The Western European code page of older Windows programs.</summary>
    Windows1252,
}

/// <summary>In which order a date names its parts.</summary>
public enum DateOrder
{
    /// <summary><c>2025-11-30</c>, ISO 8601, with or without a time and an offset.</summary>
    YearFirst,

    /// <summary><c>30/11/2025</c>, <c>30.11.25</c>.</summary>
    DayFirst,

    /// <summary><c>11/30/2025</c>.</summary>
    MonthFirst,
}

/// <summary>What separates the whole from the fraction.</summary>
public enum DecimalMark
{
    /// <summary><c>1,234.56</c></summary>
    Point,

    /// <summary><c>1.234,56</c></summary>
    Comma,
}

/// <summary>How a file is to be read: detected, shown, and open to correction by the user.</summary>
/// <param name="Encoding">How bytes become text.</param>
/// <param name="Delimiter">Comma, semicolon, tab or bar.</param>
/// <param name="HasHeader">Whether the first record names the columns.</param>
/// <param name="DateOrder">In which order dates name their parts.</param>
/// <param name="DecimalMark">What separates the whole from the fraction.</param>
public sealed record CsvFormat(
    CsvEncoding Encoding = CsvEncoding.Utf8,
    char Delimiter = ',',
    bool HasHeader = true,
    DateOrder DateOrder = DateOrder.YearFirst,
    DecimalMark DecimalMark = DecimalMark.Point
)
{
    /// <summary>The delimiters that are looked for, in order of preference when two fit equally.</summary>
    public static IReadOnlyList<char> Delimiters { get; } = [',', ';', '\t', '|'];

    /// <summary>The decoder for <see cref="Encoding"/>. Bytes that mean nothing become U+FFFD.</summary>
    [JsonIgnore]
    public Encoding Decoder =>
        Encoding switch
        {
            CsvEncoding.Utf8 => System.Text.Encoding.UTF8,
            CsvEncoding.Utf16LittleEndian => System.Text.Encoding.Unicode,
            CsvEncoding.Utf16BigEndian => System.Text.Encoding.BigEndianUnicode,
            CsvEncoding.Windows1252 => CodePagesEncodingProvider.Instance.GetEncoding(1252)!,
            _ => throw new InvalidOperationException($"No decoder for {Encoding}."),
        };
}
