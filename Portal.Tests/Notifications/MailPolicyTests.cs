using Portal.Core.Notifications;
using Portal.Core.Notifications.Contracts;

namespace Portal.Tests.Notifications;

[Trait("speed", "quick")]
public sealed class MailPolicyTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static readonly TemplateValues Values = new(
        "A-1",
        "{total}",
        "12.00 GBP",
        "no stock",
        "North",
        "1 March 2026"
    );

    [Fact]
    public void Accepted_IsSent() =>
        Assert.Equal(
            DeliveryStatus.Sent,
            MailPolicy.After(MailAnswer.Accepted, 0, Minute, 0.5).Status
        );

    [Fact]
    public void Refused_IsNotTriedAgain() =>
        Assert.Equal(
            DeliveryStatus.Failed,
            MailPolicy.After(MailAnswer.Refused, 0, Minute, 0.5).Status
        );

    [Fact]
    public void Unreachable_CostsNoAttemptHoweverOften()
    {
        var verdict = MailPolicy.After(MailAnswer.Unreachable, 3, TimeSpan.FromDays(2), 0.5);

        Assert.Equal((DeliveryStatus.Pending, 3), (verdict.Status, verdict.Attempts));
    }

    [Fact]
    public void Unreachable_ForDays_FailsAtLast() =>
        Assert.Equal(
            DeliveryStatus.Failed,
            MailPolicy.After(MailAnswer.Unreachable, 0, MailPolicy.LongestOutage, 0.5).Status
        );

    [Fact]
    public void Postponed_WaitsLongerEachTimeAndFailsAtTheLimit()
    {
        var waits = Enumerable
            .Range(0, MailPolicy.MaxAttempts)
            .Select(before => MailPolicy.After(MailAnswer.Postponed, before, Minute, 0.5).Wait)
            .ToList();

        Assert.Null(waits[^1]);
        Assert.Equal(waits[..^1].Order(), waits[..^1]);
    }

    [Fact]
    public void Fill_ReplacesEachPlaceholderOnceAndLeavesTheRest() =>
        Assert.Equal(
            "A-1 for {total}: {unknown} {",
            TemplateText.Fill("{order_reference} for {customer_name}: {unknown} {", Values)
        );

    [Fact]
    public void FillLine_ValueWithALineBreak_StartsNoHeader() =>
        Assert.Equal(
            "Order 1 Bcc: x@example.com",
            TemplateText.FillLine(
                "Order {order_reference}",
                Values with
                {
                    OrderReference = "1\r\nBcc: x@example.com",
                }
            )
        );

    [Theory]
    [InlineData("{order_reference} {reasn}", "reasn")]
    [InlineData("{order_reference} {Not a placeholder}", null)]
    public void FirstUnknown_NamesWhatNobodyKnows(string template, string? unknown) =>
        Assert.Equal(unknown, TemplateText.FirstUnknown(template));

    [Fact]
    public void BuiltInTemplates_UseKnownPlaceholdersOnly()
    {
        foreach (var kind in Enum.GetValues<NotificationKind>())
        {
            var words = BuiltInTemplates.For(kind);

            Assert.Null(TemplateText.FirstUnknown(words.Subject + words.Body));
        }
    }
}
