using System.Globalization;

namespace Portal.Core.Imports.Samples;

/// <summary>What a sample file is to contain.</summary>
/// <param name="Rows">Order lines, header not counted.</param>
/// <param name="Seed">The same seed and time give the same bytes.</param>
/// <param name="Now">Orders lie in the 90 days before.</param>
/// <param name="BadRows">How many rows get a mistake of some kind.</param>
/// <param name="Products">Size of the assortment the baskets are filled from.</param>
/// <param name="Prefix">Begins every order reference, so that two files do not overlap.</param>
public sealed record SampleRequest(
    int Rows,
    int Seed,
    DateTimeOffset Now,
    int BadRows = 0,
    int Products = 1_000,
    string Prefix = "S"
);

/// <summary>
/// Writes realistic order files of any size: a few goods sell much more than the rest, some
/// customers come back often, more is bought in the evening, baskets hold one to twelve lines.
/// Streams, so that size costs no memory.
/// </summary>
public static class SampleOrders
{
    public const string Header =
        "order_id,order_date,customer_id,customer_name,customer_email,country,sku,product_name,quantity,unit_price,currency";

    private const int Days = 90;

    public static async Task WriteAsync(
        TextWriter writer,
        SampleRequest request,
        CancellationToken ct
    )
    {
        var random = new SampleRandom(request.Seed);
        var goods = SampleAssortment.Of(random, request.Products);
        await writer.WriteLineAsync(Header.AsMemory(), ct);
        var written = 0;
        for (var order = 1; written < request.Rows; order++)
        {
            ct.ThrowIfCancellationRequested();
            var basket = Math.Min(random.Basket(), request.Rows - written);
            var head = OrderHead(random, request, order);
            var first = random.Skewed(goods.Count);
            for (var line = 0; line < basket; line++)
            {
                // Different goods within one order: a step that shares no factor with the count.
                var product = goods[(first + (line * 37)) % goods.Count];
                var isBad = IsBad(written, request);
                var text = isBad
                    ? SampleMistakes.Line(random, head, product)
                    : Line(head, product, random.Quantity());
                await writer.WriteLineAsync(text.AsMemory(), ct);
                written++;
            }
        }
    }

    internal static string Line(SampleHead head, SampleProduct product, int quantity) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{head.Reference},{head.PlacedAt},{head.Customer},{head.Name},{head.Email},{head.Country},"
                + $"{product.Sku},{product.Name},{quantity},{product.Price},GBP"
        );

    private static SampleHead OrderHead(SampleRandom random, SampleRequest request, int order)
    {
        var customer = random.Customer(Math.Max(50, request.Rows / 12));
        var (given, family) = SampleNames.Of(customer);
        var back = TimeSpan.FromDays(random.Next(Days)) + random.EveningMinutes();
        var placedAt = request.Now.UtcDateTime.Date - TimeSpan.FromDays(1) - back;
        return new SampleHead(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{request.Prefix}{request.Seed}-{order:D7}"
            ),
            placedAt.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            string.Create(CultureInfo.InvariantCulture, $"C{customer:D6}"),
            $"{given} {family}",
            string.Create(CultureInfo.InvariantCulture, $"{given}.{family}.{customer}@example.com")
                .ToLowerInvariant(),
            SampleNames.Country(customer)
        );
    }

    /// <summary>Spreads the bad rows evenly over the file.</summary>
    private static bool IsBad(int row, SampleRequest request) =>
        request.BadRows > 0
        && (long)(row + 1) * request.BadRows / request.Rows
            > (long)row * request.BadRows / request.Rows;
}

/// <summary>What the lines of one sample order share.</summary>
internal sealed record SampleHead(
    string Reference,
    string PlacedAt,
    string Customer,
    string Name,
    string Email,
    string Country
);
