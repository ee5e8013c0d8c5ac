namespace Portal.Core.Settlement;

/// <summary>Kinds of events about an order's money. Written set-based, so the payloads are made in SQL.</summary>
public static class SettlementEvents
{
    /// <summary>lines.</summary>
    public const string Delivered = "order.delivered";

    /// <summary>lines, reason.</summary>
    public const string Frozen = "order.money_frozen";

    /// <summary>lines.</summary>
    public const string LetGo = "order.money_let_go";
}
