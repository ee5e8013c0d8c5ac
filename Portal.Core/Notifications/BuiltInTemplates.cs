namespace Portal.Core.Notifications;

/// <summary>The words of a notification.</summary>
public sealed record TemplateWords(string Subject, string Body);

/// <summary>The words every tenant starts with, and who is told by default.</summary>
public static class BuiltInTemplates
{
    /// <summary>What this installation tells customers about today; the other kinds come with their modules.</summary>
    public static IReadOnlyList<NotificationKind> Kinds { get; } =
    [NotificationKind.OrderCompleted, NotificationKind.OrderFailed];

    public static TemplateWords For(NotificationKind kind) =>
        kind switch
        {
            NotificationKind.OrderCompleted => new(
                "Your order {order_reference} is confirmed",
                """
                Hello {customer_name},

                thank you for your order {order_reference} of {date}. We have received {total}.

                {tenant_name}
                """
            ),
            NotificationKind.OrderFailed => new(
                "Your order {order_reference} could not be completed",
                """
                Hello {customer_name},

                your order {order_reference} of {date} over {total} could not be completed: {reason}
                Nothing was charged.

                {tenant_name}
                """
            ),
            NotificationKind.Trx => new("Wallet: {total}", "Your wallet moved by {total}."),
            NotificationKind.Refund => new(
                "Refund for order {order_reference}",
                "We have sent you {total} back for order {order_reference}."
            ),
            NotificationKind.Topup => new("Top-up of {total}", "Your top-up of {total}: {reason}"),
            NotificationKind.Voucher => new("A voucher for you", "Your voucher: {reason}"),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };

    public static bool IsOnByDefault(NotificationChannel channel) =>
        channel is NotificationChannel.Email or NotificationChannel.Log;
}
