namespace Portal.Core.Imports.Samples;

/// <summary>The mistakes that real files have, one per bad row.</summary>
internal static class SampleMistakes
{
    public static string Line(SampleRandom random, SampleHead head, SampleProduct product) =>
        random.Next(8) switch
        {
            0 => SampleOrders.Line(head, product, 0),
            1 => SampleOrders.Line(head, product with { Price = "1.234,56x" }, 1),
            2 => SampleOrders.Line(head with { PlacedAt = "2025-02-30" }, product, 1),
            3 => SampleOrders.Line(head with { Reference = "" }, product, 1),
            4 => SampleOrders.Line(head, product with { Sku = "" }, 1),
            5 => SampleOrders.Line(head with { Email = "not an address" }, product, 1),
            6 => SampleOrders.Line(head with { Name = "=1+cmd|' /C calc'!A0" }, product, 1),
            _ => SampleOrders.Line(head, product with { Price = "-1.00" }, 1),
        };
}
