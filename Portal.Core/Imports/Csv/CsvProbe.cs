using Portal.Core.Kernel;

namespace Portal.Core.Imports.Csv;

/// <summary>What was found out about a file before a single row is imported.</summary>
/// <param name="Format">How the file is to be read.</param>
/// <param name="IsDateOrderAmbiguous">No date of the sample tells day from month: ask the user.</param>
/// <param name="IsDecimalMarkAmbiguous">No amount of the sample tells group from decimal mark.</param>
/// <param name="Columns">The columns with their first values.</param>
/// <param name="Rows">The first rows, for the preview.</param>
/// <param name="Mapping">The mapping the headers suggest.</param>
/// <param name="EstimatedRows">Line ends of the file, for progress.</param>
public sealed record ProbedFile(
    CsvFormat Format,
    bool IsDateOrderAmbiguous,
    bool IsDecimalMarkAmbiguous,
    IReadOnlyList<SourceColumn> Columns,
    IReadOnlyList<string[]> Rows,
    ColumnMapping Mapping,
    long EstimatedRows
);

/// <summary>Looks at a file in bounded memory and says how to read it, or why it cannot be read.</summary>
public static class CsvProbe
{
    /// <summary>Looks at a file nothing is known about. The stream is left open and not rewound.</summary>
    public static async Task<Result<ProbedFile>> ProbeAsync(Stream file, CancellationToken ct)
    {
        var survey = await ByteSurvey.OfAsync(file, ct);
        var encoding = FileSignature.EncodingOf(survey);
        if (encoding.Failed)
        {
            return encoding.Error;
        }

        var format = new CsvFormat(encoding.Value);
        var delimiter = DelimiterDetection.In(SampleText(survey, format));
        if (delimiter is null)
        {
            return await WhyNoColumnsAsync(survey, format, ct);
        }

        format = format with { Delimiter = delimiter.Value };
        var sample = await ReadSampleAsync(survey, format with { HasHeader = false }, ct);
        if (sample.Failed)
        {
            return sample.Error;
        }

        format = format with { HasHeader = HeaderDetection.IsHeader(sample.Value) };
        var read = Describe(survey, format, sample.Value);
        return read.Failed ? read.Error : WithStyles(read.Value);
    }

    /// <summary>Looks again at a file whose format the user has corrected.</summary>
    public static async Task<Result<ProbedFile>> ProbeAsync(
        Stream file,
        CsvFormat format,
        CancellationToken ct
    )
    {
        var survey = await ByteSurvey.OfAsync(file, ct);
        var sample = await ReadSampleAsync(survey, format with { HasHeader = false }, ct);
        return sample.Failed ? sample.Error : Describe(survey, format, sample.Value);
    }

    /// <summary>Finds dates and decimals in the columns that are mapped to them.</summary>
    public static ProbedFile WithStyles(ProbedFile probed)
    {
        var dates = StyleDetection.DatesIn(ValuesOf(probed, ImportField.PlacedAt));
        var decimals = StyleDetection.DecimalsIn([
            .. ValuesOf(probed, ImportField.UnitPrice),
            .. ValuesOf(probed, ImportField.Total),
        ]);
        return probed with
        {
            Format = probed.Format with { DateOrder = dates.Value, DecimalMark = decimals.Value },
            IsDateOrderAmbiguous = dates.IsAmbiguous,
            IsDecimalMarkAmbiguous = decimals.IsAmbiguous,
        };
    }

    private static Result<ProbedFile> Describe(
        ByteSurvey survey,
        CsvFormat format,
        List<string[]> records
    )
    {
        IReadOnlyList<string> header = format.HasHeader ? records[0] : [];
        var rows = format.HasHeader ? records.GetRange(1, records.Count - 1) : records;
        if (rows.Count == 0)
        {
            return CsvErrors.NoRows;
        }

        var columns = SourceColumn.Of(header, rows);
        return new ProbedFile(
            format,
            false,
            false,
            columns,
            rows,
            ColumnMapping.Suggest(columns, rows),
            survey.LineEnds
        );
    }

    private static async Task<Result<List<string[]>>> ReadSampleAsync(
        ByteSurvey survey,
        CsvFormat format,
        CancellationToken ct
    )
    {
        var head = WholeRecords(survey, format);
        await using var rows = CsvRows.Open(new MemoryStream(head), format);
        var records = new List<string[]>();
        while (records.Count < CsvLimits.SampleRows && await rows.ReadAsync(ct))
        {
            records.Add(rows.Fields());
        }

        // A quote may well close behind the sample; only with nothing read at all it matters here.
        if (rows.Refusal is { } refusal && (records.Count == 0 || survey.Length <= head.Length))
        {
            return refusal;
        }

        return records.Count == 0 ? CsvErrors.NoRows : records;
    }

    /// <summary>The sample without the record its end cuts through.</summary>
    private static byte[] WholeRecords(ByteSurvey survey, CsvFormat format)
    {
        var head = survey.Head;
        if (survey.Length == head.Length)
        {
            return head.ToArray();
        }

        var ends = survey.Head.Span.LastIndexOf((byte)'\n');
        if (ends < 0)
        {
            ends = survey.Head.Span.LastIndexOf((byte)'\r');
        }

        // In UTF-16 little endian the high byte of the line feed still belongs to the record.
        var length = ends < 0 ? head.Length : ends + 1;
        if (format.Encoding == CsvEncoding.Utf16LittleEndian)
        {
            length = Math.Min(length + 1, head.Length);
        }

        return head[..length].ToArray();
    }

    private static string SampleText(ByteSurvey survey, CsvFormat format) =>
        format.Decoder.GetString(survey.Head.Span).TrimStart('\uFEFF');

    /// <summary>Without a delimiter the reason is most often visible in the first record.</summary>
    private static async Task<Result<ProbedFile>> WhyNoColumnsAsync(
        ByteSurvey survey,
        CsvFormat format,
        CancellationToken ct
    )
    {
        var sample = await ReadSampleAsync(survey, format with { HasHeader = false }, ct);
        return sample.Failed ? sample.Error : CsvErrors.OneColumn;
    }

    private static IEnumerable<string> ValuesOf(ProbedFile probed, ImportField field) =>
        probed.Mapping.IndexOf(field, probed.Columns) is { } column
            ? probed.Rows.Where(row => column < row.Length).Select(row => row[column])
            : [];
}
