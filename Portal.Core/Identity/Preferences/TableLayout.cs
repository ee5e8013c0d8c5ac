using Portal.Core.Identity.Contracts;

namespace Portal.Core.Identity.Preferences;

public enum TableDensity
{
    /// <summary>Room to breathe; the default.</summary>
    Comfortable,

    /// <summary>More rows on the screen.</summary>
    Compact,
}

/// <summary>How one person wants one table: which columns, in what order, how close.</summary>
public sealed class TableLayout
{
    public required PersonId PersonId { get; init; }

    /// <summary>The table's name in the pages: orders, imports.</summary>
    public required string Table { get; init; }

    /// <summary>Keys of the shown columns, in order. Columns the table has gained since are not among them.</summary>
    public List<string> Columns { get; set; } = [];

    /// <summary>Keys of the columns taken away, so that a column added to the table later still shows.</summary>
    public List<string> Hidden { get; set; } = [];

    public TableDensity Density { get; set; }
}
