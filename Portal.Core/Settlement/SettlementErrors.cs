using Portal.Core.Kernel;

namespace Portal.Core.Settlement;

public static class SettlementErrors
{
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
        "This commission rule has an end already."
    );
}
