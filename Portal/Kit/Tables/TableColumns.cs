using Portal.Core.Identity.Preferences;

namespace Portal.Kit.Tables;

/// <summary>Which columns of a table show, and in what order: the table's own, changed by what the person keeps.</summary>
public sealed class TableColumns<TRow>
{
    private readonly List<TableColumn<TRow>> _all = [];

    public IReadOnlyList<TableColumn<TRow>> All => _all;

    public IReadOnlyList<TableColumn<TRow>> Shown => [.. _all.Where(IsShown)];

    public TableDensity Density { get; set; }

    private HashSet<string> Hidden { get; } = new(StringComparer.Ordinal);

    private IReadOnlyList<string> _kept = [];

    public void Add(TableColumn<TRow> column)
    {
        _all.Add(column);
        if (column.Optional && !_kept.Contains(column.Key, StringComparer.Ordinal))
        {
            Hidden.Add(column.Key);
        }
    }

    public bool IsShown(TableColumn<TRow> column) => column.Primary || !Hidden.Contains(column.Key);

    public void Toggle(TableColumn<TRow> column)
    {
        if (!Hidden.Remove(column.Key))
        {
            Hidden.Add(column.Key);
        }
    }

    /// <summary>By one place to the left (−1) or right (+1); the ends stay the ends.</summary>
    public void Move(TableColumn<TRow> column, int by)
    {
        var from = _all.IndexOf(column);
        var to = Math.Clamp(from + by, 0, _all.Count - 1);
        _all.RemoveAt(from);
        _all.Insert(to, column);
    }

    /// <summary>Columns the table has gained since keep their own place at the end and their own default.</summary>
    public void Use(TableLayoutView kept)
    {
        _kept = kept.Columns;
        Density = kept.Density;
        foreach (var column in _all)
        {
            if (kept.Hidden.Contains(column.Key, StringComparer.Ordinal))
            {
                Hidden.Add(column.Key);
            }
            else if (kept.Columns.Contains(column.Key, StringComparer.Ordinal))
            {
                Hidden.Remove(column.Key);
            }
        }

        var places = kept
            .Columns.Select((key, at) => (key, at))
            .ToDictionary(p => p.key, p => p.at, StringComparer.Ordinal);
        var ordered = _all.OrderBy(c => places.GetValueOrDefault(c.Key, int.MaxValue)).ToList();
        _all.Clear();
        _all.AddRange(ordered);
    }

    public SaveTableLayoutCommand ToCommand(string table) =>
        new(
            table,
            [.. _all.Where(IsShown).Select(column => column.Key)],
            [.. _all.Where(column => !IsShown(column)).Select(column => column.Key)],
            Density
        );
}
