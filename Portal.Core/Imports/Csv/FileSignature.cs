using Portal.Core.Kernel;

namespace Portal.Core.Imports.Csv;

/// <summary>Tells text from other content by the first bytes, and text's encoding.</summary>
public static class FileSignature
{
    /// <summary>More control characters than one in a hundred are no text.</summary>
    private const int ControlShare = 100;

    private static readonly (byte[] Start, string Format)[] Known =
    [
        ([0x50, 0x4B, 0x03, 0x04], "an Excel workbook or a zip archive"),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel workbook"),
        ([0x25, 0x50, 0x44, 0x46], "a PDF document"),
        ([0x1F, 0x8B], "a gzip archive"),
        ([0x37, 0x7A, 0xBC, 0xAF], "a 7-Zip archive"),
        ([0x89, 0x50, 0x4E, 0x47], "a picture"),
        ([0xFF, 0xD8, 0xFF], "a picture"),
        ([0x3C, 0x21, 0x44, 0x4F, 0x43, 0x54, 0x59, 0x50, 0x45], "a web page"),
        ([0x3C, 0x68, 0x74, 0x6D, 0x6C], "a web page"),
        ([0x3C, 0x3F, 0x78, 0x6D, 0x6C], "an XML file"),
    ];

    public static Result<CsvEncoding> EncodingOf(ByteSurvey survey)
    {
        var head = survey.Head.Span;
        if (survey.Length == 0)
        {
            return CsvErrors.Empty;
        }

        if (survey.Length > CsvLimits.FileBytes)
        {
            return CsvErrors.TooLarge;
        }

        foreach (var (start, format) in Known)
        {
            if (head.StartsWith(start))
            {
                return CsvErrors.OtherFormat(format);
            }
        }

        return ByMark(head) ?? ByZeros(head) ?? ByContent(survey);
    }

    private static Result<CsvEncoding>? ByMark(ReadOnlySpan<byte> head) =>
        head switch
        {
            [0xFF, 0xFE, 0, 0, ..] or [0, 0, 0xFE, 0xFF, ..] => CsvErrors.Utf32,
            [0xEF, 0xBB, 0xBF, ..] => CsvEncoding.Utf8,
            [0xFF, 0xFE, ..] => CsvEncoding.Utf16LittleEndian,
            [0xFE, 0xFF, ..] => CsvEncoding.Utf16BigEndian,
            _ => null,
        };

    /// <summary>Delimiters and figures have a zero byte in UTF-16, always on the same side.</summary>
    private static Result<CsvEncoding>? ByZeros(ReadOnlySpan<byte> head)
    {
        int even = 0,
            odd = 0;
        for (var at = 0; at + 1 < head.Length; at += 2)
        {
            even += head[at] == 0 ? 1 : 0;
            odd += head[at + 1] == 0 ? 1 : 0;
        }

        var pairs = head.Length / 2;
        return (even * 5 > pairs, odd * 5 > pairs) switch
        {
            (false, true) => CsvEncoding.Utf16LittleEndian,
            (true, false) => CsvEncoding.Utf16BigEndian,
            (true, true) => CsvErrors.NotText,
            _ => null,
        };
    }

    private static Result<CsvEncoding> ByContent(ByteSurvey survey)
    {
        var controls = 0;
        foreach (var value in survey.Head.Span)
        {
            controls += value is < 0x20 and not (0x09 or 0x0A or 0x0D or 0x0C or 0x1A) ? 1 : 0;
        }

        // A single stray NUL spoils its row, not the file.
        return controls * ControlShare > survey.Head.Length && controls > 1
            ? CsvErrors.NotText
            : survey.EncodingByContent;
    }
}
