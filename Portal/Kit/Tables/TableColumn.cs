using Microsoft.AspNetCore.Components;

namespace Portal.Kit.Tables;

/// <summary>One column of a <see cref="DataTable{TRow}"/>. Draws nothing itself; the table asks it for its cells.</summary>
public sealed class TableColumn<TRow> : ComponentBase
{
    [CascadingParameter]
    public required DataTable<TRow> Table { get; set; }

    /// <summary>Name in addresses and kept layouts; with <see cref="Sortable"/> also what the query sorts by.</summary>
    [Parameter, EditorRequired]
    public required string Key { get; set; }

    [Parameter, EditorRequired]
    public required string Title { get; set; }

    [Parameter]
    public bool Sortable { get; set; }

    /// <summary>Figures stand at the end, so that their digits line up.</summary>
    [Parameter]
    public bool AlignEnd { get; set; }

    /// <summary>Carries the row's link and, on narrow screens, heads the card. Cannot be taken away.</summary>
    [Parameter]
    public bool Primary { get; set; }

    /// <summary>Not shown until the person picks it.</summary>
    [Parameter]
    public bool Optional { get; set; }

    [Parameter, EditorRequired]
    public required RenderFragment<TRow> ChildContent { get; set; }

    protected override void OnInitialized() => Table.Add(this);
}
