using Portal.Core.Kernel;

namespace Portal.Core.Settlement.Debts;

public static class DebtErrors
{
    public static readonly Error ShopNotFound = Error.NotFound(
        "debts.shop_not_found",
        "This shop does not exist."
    );

    public static readonly Error WriteOffNotFound = Error.NotFound(
        "debts.write_off_not_found",
        "This write-off does not exist."
    );

    public static readonly Error KeyReused = Error.Conflict(
        "debts.key_reused",
        "This request was recorded before with something else."
    );

    public static readonly Error AlreadyRequested = Error.Conflict(
        "debts.already_requested",
        "A write-off of this debt is waiting already. It has to be approved or refused first."
    );

    public static readonly Error PersonNeeded = Error.Rule(
        "debts.person_needed",
        "A person has to ask for a write-off, and another has to approve it."
    );

    public static readonly Error SamePerson = Error.Rule(
        "debts.same_person",
        "Who asked for a write-off cannot approve it. Ask somebody else."
    );

    public static Error MoreThanOwed(Money owed) =>
        Error.Rule(
            "debts.more_than_owed",
            owed.Minor == 0
                ? "The shop owes nothing in this currency any more."
                : $"The shop owes {owed}; more cannot be repaid or written off."
        );

    /// <summary>Of a write-off above <see cref="LockedDebt.BeyondReserve"/>.</summary>
    internal static Error BeyondReserve(LockedDebt debt) =>
        debt.Reserve.Minor == 0 || debt.Owed.Minor == 0
            ? MoreThanOwed(debt.Owed)
            : Error.Rule(
                "debts.reserve_first",
                $"The shop owes {debt.Owed}, and its reserve of {debt.Reserve} pays that first; {debt.BeyondReserve} is left to be written off."
            );

    public static Error BeyondLimit(Money limit) =>
        Error.Rule(
            "debts.beyond_limit",
            $"This write-off is above {limit}, the most that finance may approve alone."
        );

    public static Error NotWaiting(DebtWriteOffStatus status) =>
        Error.Conflict(
            "debts.not_waiting",
            status is DebtWriteOffStatus.Approved
                ? "This write-off has been approved already."
                : "This write-off was refused."
        );
}
