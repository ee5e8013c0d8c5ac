using System.ComponentModel.DataAnnotations;

namespace Portal.Core.Imports;

/// <summary>Configuration section <c>Imports</c>: how long uploaded files are kept.</summary>
public sealed class ImportRetention
{
    /// <summary>An upload that nobody has started to import by then is given up.</summary>
    [Range(1, 24 * 365)]
    public int AbandonHours { get; set; } = 72;

    /// <summary>So long after its end an import's rejected rows can still be fetched, which needs its file.</summary>
    [Range(1, 3650)]
    public int KeepDays { get; set; } = 90;
}
