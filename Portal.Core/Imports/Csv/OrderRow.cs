using System.Runtime.InteropServices;

namespace Portal.Core.Imports.Csv;

/// <summary>
/// One row of an order file with its types, or with the first problem found in it. What could be
/// read is there even when something else could not, so that a bad line finds its order.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public struct OrderRow
{
    /// <summary>The line of the file on which the row begins.</summary>
    public int Line;

    public string? Reference;

    /// <summary>Takes back goods of an earlier order instead of ordering.</summary>
    public bool IsRefund;

    public DateTime PlacedAt;

    public string? Sku;

    public string? ProductName;

    /// <summary>Always positive; <see cref="IsRefund"/> has the direction.</summary>
    public int Quantity;

    /// <summary>Price of a piece, or the order's total in a file of totals, in minor units.</summary>
    public long AmountMinor;

    public string? Currency;

    public string? CustomerReference;

    public string? CustomerName;

    public string? CustomerEmail;

    public string? Country;

    public RowProblem? Problem;

    /// <summary>The field with the problem; null when it is the row as a whole.</summary>
    public ImportField? ProblemField;

    /// <summary>What stood there, shortened.</summary>
    public string? ProblemValue;
}
