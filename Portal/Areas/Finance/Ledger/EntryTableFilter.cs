using System.Globalization;
using Portal.Core.Ledger;
using Portal.Kit.Tables;

namespace Portal.Areas.Finance.Ledger;

/// <summary>The address of the list of entries as its filter: <c>kind</c>, <c>about</c>, <c>booked</c>.</summary>
internal static class EntryTableFilter
{
    public static EntryFilter From(TableQuery query)
    {
        var (kind, id) = About(query.Text("about"));
        return new EntryFilter(
            query.Text("kind"),
            kind,
            id,
            BookDays.Of(query.Days("booked"), query.Today),
            query.Search
        );
    }

    /// <summary><c>order-7</c> or <c>order 7</c> is one thing, <c>order</c> all of them.</summary>
    private static (string? Kind, long? Id) About(string? text)
    {
        var parts = text?.Split(['-', ' '], 2, StringSplitOptions.TrimEntries) ?? [];
        return parts switch
        {
            [] => (null, null),
            [var kind] => (kind, null),
            [var kind, var number] => (
                kind,
                long.TryParse(number, CultureInfo.InvariantCulture, out var id) ? id : 0
            ),
            _ => (null, null),
        };
    }
}
