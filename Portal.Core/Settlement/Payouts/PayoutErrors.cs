using Portal.Core.Kernel;

namespace Portal.Core.Settlement.Payouts;

public static class PayoutErrors
{
    public static readonly Error RunNotFound = Error.NotFound(
        "payouts.run_not_found",
        "This payout run does not exist."
    );

    public static readonly Error PayoutNotFound = Error.NotFound(
        "payouts.not_found",
        "This payout does not exist."
    );

    public static readonly Error AccountNotFound = Error.NotFound(
        "payouts.account_not_found",
        "This shop has not said where it is paid in this currency."
    );

    public static readonly Error NothingToPay = Error.Rule(
        "payouts.nothing_to_pay",
        "No shop can be paid in this currency now."
    );

    public static readonly Error NothingSent = Error.Conflict(
        "payouts.nothing_sent",
        "None of these payouts is on its way to the bank."
    );

    public static readonly Error NotReturnable = Error.Conflict(
        "payouts.not_returnable",
        "Only a payout that went to the bank can come back."
    );

    public static readonly Error StripeDecides = Error.Conflict(
        "payouts.stripe_decides",
        "This payout goes through Stripe, which says itself what becomes of it. One that Stripe refused for now can be given up."
    );

    public static readonly Error NothingToRetry = Error.Conflict(
        "payouts.nothing_to_retry",
        "Only a payout that Stripe refused or that is unknown can be tried again."
    );

    public static readonly Error NothingForBank = Error.Rule(
        "payouts.nothing_for_bank",
        "Every payout of this run goes through Stripe; there is nothing for the bank."
    );

    public static readonly Error NoStripe = Error.Rule(
        "payouts.no_stripe",
        "This marketplace does not pay through Stripe."
    );

    public static readonly Error NoStripeAccount = Error.Rule(
        "payouts.no_stripe_account",
        "This shop has no account at Stripe yet. Set it up first."
    );

    public static readonly Error PersonNeeded = Error.Rule(
        "payouts.person_needed",
        "A person has to approve a payout run."
    );

    public static readonly Error SamePerson = Error.Rule(
        "payouts.same_person",
        "Who submitted a payout run cannot approve it. Ask somebody else."
    );

    public static readonly Error OwnBankChange = Error.Rule(
        "payouts.own_bank_change",
        "You changed a bank account that this run pays to. Ask somebody else to approve it."
    );

    public static readonly Error WaitedTooLong = Error.Rule(
        "payouts.waited_too_long",
        "Nobody approved this run within seven days. Cancel it and submit a new one."
    );

    public static readonly Error NotApproved = Error.Conflict(
        "payouts.not_approved",
        "A run has a file for the bank once it is approved."
    );

    public static readonly Error NoPayer = Error.Rule(
        "payouts.no_payer",
        "The bank's file needs the account that pays. Set it in the terms."
    );

    public static Error BeyondLimit(Money limit) =>
        Error.Rule(
            "payouts.beyond_limit",
            $"This run is above {limit}, the most that finance may approve alone."
        );

    public static Error NotWaiting(PayoutRunStatus status) =>
        Error.Conflict(
            "payouts.not_waiting",
            status is PayoutRunStatus.Approved
                ? "This run has been approved already."
                : "This run was cancelled."
        );
}
