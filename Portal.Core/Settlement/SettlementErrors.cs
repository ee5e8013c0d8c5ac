using Portal.Core.Kernel;

namespace Portal.Core.Settlement;

public static class SettlementErrors
{
    public static readonly Error ChargedBack = Error.Rule(
        "settlement.charged_back",
        "The buyer's bank has taken money of this order back. Until that chargeback is decided, it stays in escrow."
    );

    public static readonly Error SaleNotFound = Error.NotFound(
        "settlement.sale_not_found",
        "There is no such sale, or its money has left escrow."
    );

    public static readonly Error RuleNotFound = Error.NotFound(
        "settlement.rule_not_found",
        "This commission rule does not exist."
    );

    public static readonly Error RuleEnded = Error.Conflict(
        "settlement.rule_ended",
        "This commission rule is over already."
    );

    public static readonly Error ShopNotFound = Error.NotFound(
        "settlement.shop_not_found",
        "This shop does not exist."
    );

    public static readonly Error CategoryNotFound = Error.NotFound(
        "settlement.category_not_found",
        "There is no such category, or it has no times of its own."
    );

    public static readonly Error LevelIsThat = Error.Conflict(
        "settlement.level_is_that",
        "The shop has this level already."
    );

    public static readonly Error SetNotFound = Error.NotFound(
        "settlement.set_not_found",
        "This set of commission rules does not exist."
    );

    public static readonly Error SetPublished = Error.Conflict(
        "settlement.set_published",
        "This set was published; copy it to a new draft to change it."
    );

    public static readonly Error SetEmpty = Error.Rule(
        "settlement.set_empty",
        "A draft without rules would take no commission at all. Add a rule, of 0 % if that is meant."
    );

    public static readonly Error SetWaits = Error.Conflict(
        "settlement.set_waits",
        "A published set has not started yet. Take it back, or wait for its start."
    );

    public static readonly Error AnotherPublished = Error.Conflict(
        "settlement.another_published",
        "Other rules were published in the meantime. Look at what holds now, and decide again."
    );

    public static readonly Error SetNotWaiting = Error.Conflict(
        "settlement.set_not_waiting",
        "Only a published set that has not started can be taken back."
    );
}
