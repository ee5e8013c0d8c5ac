namespace Portal.Core.Imports.Csv;

/// <summary>
/// What a file may be at most. The limits keep memory bounded whatever is uploaded, and are far
/// above what a shop's own export contains.
/// </summary>
public static class CsvLimits
{
    public const long FileBytes = 1L << 30;

    /// <summary>One record, quoted line breaks included.</summary>
    public const int RecordBytes = 1 << 20;

    public const int FieldBytes = 64 << 10;

    public const int Columns = 500;

    /// <summary>How much of the beginning is looked at to find delimiter, header, dates and decimals.</summary>
    public const int SampleBytes = 1 << 20;

    /// <summary>Rows kept from the beginning to suggest a mapping and show a preview.</summary>
    public const int SampleRows = 2_000;
}
