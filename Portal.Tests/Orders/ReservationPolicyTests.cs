using Portal.Core.Kernel;
using Portal.Core.Orders;
using Portal.Core.Orders.Workflow;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Tests.Orders;

[Trait("speed", "quick")]
public sealed class ReservationPolicyTests
{
    private static readonly Money Price = new(1000, Currency.Of("GBP"));

    [Fact]
    public void Decide_EnoughForSome_TheOldestGetIt()
    {
        var decisions = ReservationPolicy.Decide(
            [Order(1, (7, 2)), Order(2, (7, 2)), Order(3, (7, 1))],
            Stock((7, 3))
        );

        Assert.Equal([null, OrderFailures.OutOfStock, null], Codes(decisions));
    }

    [Fact]
    public void Decide_TwoLinesOfOneProduct_AreOneDemand()
    {
        var decisions = ReservationPolicy.Decide([Order(1, (7, 2), (7, 2))], Stock((7, 3)));

        Assert.Equal([OrderFailures.OutOfStock], Codes(decisions));
        Assert.Equal("SKU-7: 4 wanted, 3 left.", decisions[0].Refusal!.Detail);
    }

    [Fact]
    public void Decide_OneProductShort_TakesNothingOfTheOthers()
    {
        var decisions = ReservationPolicy.Decide(
            [Order(1, (7, 5), (8, 1)), Order(2, (7, 5))],
            Stock((7, 5), (8, 0))
        );

        Assert.Equal([OrderFailures.OutOfStock, null], Codes(decisions));
    }

    [Fact]
    public void Decide_LineWithoutProductOrProductWithoutStock_IsUnknown()
    {
        var decisions = ReservationPolicy.Decide(
            [Order(1, (null, 1)), Order(2, (9, 1)), Order(3, (7, 1))],
            Stock((7, 1))
        );

        Assert.Equal(
            [OrderFailures.ProductUnknown, OrderFailures.ProductUnknown, null],
            Codes(decisions)
        );
    }

    [Fact]
    public void Decide_OrderWithoutLines_NeedsNothing()
    {
        var decisions = ReservationPolicy.Decide([Order(1)], Stock());

        Assert.Equal([null], Codes(decisions));
    }

    [Fact]
    public void Decide_QuantitiesBeyondAnInteger_AreTooMany()
    {
        var decisions = ReservationPolicy.Decide(
            [Order(1, (7, int.MaxValue), (7, int.MaxValue))],
            Stock((7, int.MaxValue))
        );

        Assert.Equal([OrderFailures.OutOfStock], Codes(decisions));
    }

    private static ClaimedOrder Order(long id, params (long? Product, int Quantity)[] lines) =>
        new(
            id,
            new TenantId(1),
            1,
            Price,
            [.. lines.Select(l => new DemandedLine(l.Product, $"SKU-{l.Product}", l.Quantity))]
        );

    private static Dictionary<long, int> Stock(params (long Product, int Pieces)[] stock) =>
        stock.ToDictionary(s => s.Product, s => s.Pieces);

    private static IEnumerable<string?> Codes(IEnumerable<ReservationDecision> decisions) =>
        decisions.Select(d => d.Refusal?.Code);
}
