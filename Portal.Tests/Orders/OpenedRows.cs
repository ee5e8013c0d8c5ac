using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Portal.Areas.Seller.Orders;
using Portal.Core.Kernel;
using Portal.Core.Orders;
using Portal.Kit.Tables;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Orders;

/// <summary>All rows the order list shows its reader under a link, to set beside the figure the link stands on.</summary>
internal static class OpenedRows
{
    public static async Task<List<OrderSummary>> ReadAsync(string link, AsyncServiceScope scope)
    {
        var values = QueryHelpers
            .ParseQuery(link[link.IndexOf('?', StringComparison.Ordinal)..])
            .ToDictionary(p => p.Key, p => (string)p.Value!, StringComparer.Ordinal);
        var today = DateOnly.FromDateTime(scope.Get<TimeProvider>().GetUtcNow().UtcDateTime);
        var rows = new List<OrderSummary>();
        string? cursor = null;
        do
        {
            var query = new TableQuery(
                new PageRequest(Size: 200, Cursor: cursor),
                null,
                values,
                today
            );
            var page = await scope
                .Get<OrderQueries>()
                .ListAsync(OrderTableFilter.From(query), query.Page, default);
            rows.AddRange(page.Rows);
            cursor = page.Next;
        } while (cursor is not null);

        return rows;
    }
}
