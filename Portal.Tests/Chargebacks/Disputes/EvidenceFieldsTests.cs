using Portal.Core.Chargebacks;
using Portal.Core.Chargebacks.Disputes;
using Portal.Core.Kernel;
using Portal.Core.Orders.Contracts;

namespace Portal.Tests.Chargebacks.Disputes;

/// <summary>Evidence as the texts that Stripe has fields for.</summary>
[Trait("speed", "quick")]
public sealed class EvidenceFieldsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private static readonly Money Ten = new(1_000, Currency.Of("GBP"));

    [Fact]
    public void Fields_HaveWhatIsKnown_AndNothingThatIsNot()
    {
        var fields = EvidenceFields.Of(Known("Signed for\0 by the buyer"));

        Assert.Equal(
            ["product_description", "customer_name", "service_date", "uncategorized_text"],
            fields.Keys
        );
        Assert.Contains("2 × Mug (SKU-1)", fields["product_description"], StringComparison.Ordinal);
        Assert.Equal("2026-11-21", fields["service_date"]);
        Assert.StartsWith(
            "Signed for by the buyer",
            fields["uncategorized_text"],
            StringComparison.Ordinal
        );
        Assert.Contains("order-7-1", fields["uncategorized_text"], StringComparison.Ordinal);
    }

    [Fact]
    public void Fields_AreNeverLongerThanStripeTakes()
    {
        // Each letter takes two characters, so that a cut may fall between its halves.
        var note = string.Concat(Enumerable.Repeat("😀", EvidenceFields.LongestField));

        var fields = EvidenceFields.Of(Known(note));

        Assert.All(fields.Values, f => Assert.InRange(f.Length, 1, EvidenceFields.LongestField));
        Assert.InRange(fields.Values.Sum(f => f.Length), 1, EvidenceFields.LongestTogether);
        Assert.DoesNotContain(
            fields["uncategorized_text"].EnumerateRunes(),
            r => r.Value == 0xFFFD
        );
    }

    private static EvidenceFacts Known(string? note) =>
        new(
            "North",
            new Chargeback
            {
                OrderId = new OrderId(7),
                ChargeKey = "order-7-1",
                Gateway = "stripe",
                Reference = "du_1",
                Key = "stripe-du_1",
                Currency = Ten.Currency,
                AmountMinor = 1_000,
                FeeMinor = 0,
                ReasonCode = "fraudulent",
                EvidenceDueAt = Noon,
                RecordedBy = "worker",
                RecordedAt = Noon,
            },
            new EvidenceOrderFacts(
                "R-7",
                Noon,
                Ten,
                Ten * 0,
                Ten * 0,
                Ten * 0,
                Ten * 0,
                "C-1",
                "Ada Byron",
                null,
                "ch_1",
                Noon
            ),
            [new EvidenceLine("SKU-1", "Mug", 2, Ten, "Harbour Pottery")],
            [new EvidenceStep(Noon, "order.completed", "worker")],
            Noon,
            [],
            [],
            [],
            note,
            Noon
        );
}
