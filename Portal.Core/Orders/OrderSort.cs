using System.Globalization;
using System.Text;

namespace Portal.Core.Orders;

internal enum OrderSortKind
{
    Placed,
    Total,
    Reference,
}

/// <summary>A sort the list offers; each has its index.</summary>
internal readonly record struct OrderSort(OrderSortKind Kind, bool IsDescending)
{
    public string Column =>
        Kind switch
        {
            OrderSortKind.Placed => "o.placed_at",
            OrderSortKind.Total => "o.total_minor",
            OrderSortKind.Reference => "o.reference",
            _ => throw new InvalidOperationException($"{Kind} has no column."),
        };

    /// <summary>An unknown key sorts by when orders were placed, the latest first.</summary>
    public static OrderSort Of(string? key, bool isDescending) =>
        key switch
        {
            "placed" => new(OrderSortKind.Placed, isDescending),
            "total" => new(OrderSortKind.Total, isDescending),
            "reference" => new(OrderSortKind.Reference, isDescending),
            _ => new(OrderSortKind.Placed, IsDescending: true),
        };
}

/// <summary>Where a page begins or ends: the sort value and id of the row before it.</summary>
/// <param name="IsBackward">The page lies before that row.</param>
/// <param name="Id">The row's id.</param>
/// <param name="Value">The row's sort value as text.</param>
internal sealed record OrderCursor(bool IsBackward, long Id, string Value)
{
    /// <summary>URL-safe and opaque to callers.</summary>
    public string Encode() =>
        Convert
            .ToBase64String(
                Encoding.UTF8.GetBytes(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{(IsBackward ? 'b' : 'f')}{Id}:{Value}"
                    )
                )
            )
            .TrimEnd('=')
            .Replace('+', '-')
            .Replace('/', '_');

    /// <summary>Null for a text this class did not make for this kind of sort.</summary>
    public static OrderCursor? TryDecode(string? text, OrderSortKind kind)
    {
        if (string.IsNullOrEmpty(text) || text.Length > 400)
        {
            return null;
        }

        var bytes = new byte[text.Length];
        var base64 = text.Replace('-', '+').Replace('_', '/');
        base64 = base64.PadRight((base64.Length + 3) / 4 * 4, '=');
        if (!Convert.TryFromBase64String(base64, bytes, out var length))
        {
            return null;
        }

        var plain = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = plain.IndexOf(':', StringComparison.Ordinal);
        if (
            colon < 2
            || plain[0] is not ('b' or 'f')
            || !long.TryParse(plain.AsSpan(1, colon - 1), CultureInfo.InvariantCulture, out var id)
        )
        {
            return null;
        }

        var value = plain[(colon + 1)..];
        var isValid =
            kind is OrderSortKind.Reference
                ? !value.Contains('\0', StringComparison.Ordinal)
                : long.TryParse(value, CultureInfo.InvariantCulture, out var number)
                    && (
                        kind is OrderSortKind.Total || number is > 0 and < 3_000_000_000_000_000_000
                    );
        return isValid ? new OrderCursor(plain[0] == 'b', id, value) : null;
    }
}
