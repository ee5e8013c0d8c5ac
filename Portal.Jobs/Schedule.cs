using Portal.Core.Analytics;
using Portal.Core.Imports;
using Portal.Core.Jobs.Contracts;
using Portal.Core.Ledger.Rates;
using Portal.Core.Wallets;
using Portal.Jobs.Analytics;
using Portal.Jobs.Chargebacks;
using Portal.Jobs.Imports;
using Portal.Jobs.Ledger;
using Portal.Jobs.Operations;
using Portal.Jobs.Orders;
using Portal.Jobs.Payments;
using Portal.Jobs.Running;
using Portal.Jobs.Settlement;
using Portal.Jobs.Wallets;

namespace Portal.Jobs;

/// <summary>Every job there is, with its queue, its limits and its times. UTC unless a zone is named.</summary>
public static class Schedule
{
    public static IReadOnlyList<JobDefinition> All { get; } =
    [
        JobDefinition.Of<EnsurePartitionsJob>(
            "data.ensure_partitions",
            JobQueue.Standard,
            "Make the coming months' partitions of tables that only grow"
        ) with
        {
            Cron = "0 10 * * * ?",
        },
        JobDefinition.Of<CleanUpJobsJob>(
            "jobs.clean_up",
            JobQueue.Low,
            "Remove jobs that ended long ago"
        ) with
        {
            Cron = "0 20 3 * * ?",
        },
        JobDefinition.Of<RebuildBoardsJob>(
            RequestRebuild.JobKind,
            JobQueue.Low,
            "Write the leaderboards in Redis anew from the rollups"
        ) with
        {
            TimeLimit = TimeSpan.FromMinutes(15),
        },
        JobDefinition.Of<CheckFiguresJob>(
            "analytics.check_figures",
            JobQueue.Low,
            "Compare the figures with the orders they come from, and put right what differs"
        ) with
        {
            Cron = "0 5 * * * ?",
            TimeLimit = TimeSpan.FromMinutes(15),
        },
        JobDefinition.Of<CheckImportJob>(
            ImportJobs.Check,
            JobQueue.High,
            "Read an uploaded file and say what its import would do"
        ) with
        {
            TimeLimit = TimeSpan.FromHours(1),
        },
        JobDefinition.Of<RunImportJob>(
            ImportJobs.Run,
            JobQueue.High,
            "Write the orders of an import"
        ) with
        {
            TimeLimit = TimeSpan.FromHours(4),
        },
        JobDefinition.Of<CleanUpImportsJob>(
            "imports.clean_up",
            JobQueue.Low,
            "Give up uploads nobody started, and remove files and staging nothing needs any more"
        ) with
        {
            Cron = "0 40 * * * ?",
        },
        JobDefinition.Of<CleanUpCheckoutJob>(
            "checkout.clean_up",
            JobQueue.Low,
            "Remove carts that expired, Idempotency-Keys older than a day, and messages of gateways older than a month"
        ) with
        {
            Cron = "0 25 * * * ?",
        },
        JobDefinition.Of<ExpireMoneyHoldsJob>(
            "ledger.expire_holds",
            JobQueue.Standard,
            "Let go the money that is held beyond its time"
        ) with
        {
            Cron = "0 * * * * ?",
        },
        JobDefinition.Of<ReleaseEscrowJob>(
            "settlement.release",
            JobQueue.Standard,
            "Let go the sales whose dispute window is over, fill reserves, and cover debts from them"
        ) with
        {
            Cron = "0 * * * * ?",
            TimeLimit = TimeSpan.FromHours(1),
        },
        JobDefinition.Of<SubmitPayoutRunsJob>(
            "settlement.submit_payouts",
            JobQueue.Standard,
            "Submit payout runs of the shops that are due, for a person to approve"
        ) with
        {
            Cron = "0 0 5 * * ?",
            TimeLimit = TimeSpan.FromHours(1),
        },
        JobDefinition.Of<SendTransfersJob>(
            "settlement.send_transfers",
            JobQueue.Standard,
            "Pay approved payouts through Stripe, and ask what became of those that are unknown"
        ) with
        {
            Cron = "50 * * * * ?",
            TimeLimit = TimeSpan.FromHours(1),
        },
        JobDefinition.Of<MatchStatementsJob>(
            "settlement.match_statements",
            JobQueue.Standard,
            "Match what statements of banks and gateways say with the books"
        ) with
        {
            Cron = "0 3/10 * * * ?",
            TimeLimit = TimeSpan.FromHours(1),
        },
        JobDefinition.Of<SendRefundsJob>(
            "payments.send_refunds",
            JobQueue.Standard,
            "Send granted refunds to their buyers, and ask what became of those that are unknown"
        ) with
        {
            Cron = "20 * * * * ?",
            TimeLimit = TimeSpan.FromHours(1),
        },
        JobDefinition.Of<FollowDisputesJob>(
            "chargebacks.follow_disputes",
            JobQueue.Standard,
            "Ask Stripe about disputes, open and end their chargebacks, and hand in evidence that was submitted"
        ) with
        {
            Cron = "10 * * * * ?",
            TimeLimit = TimeSpan.FromHours(1),
        },
        JobDefinition.Of<SweepDisputesJob>(
            "chargebacks.sweep_disputes",
            JobQueue.Low,
            "Look through Stripe's list for disputes that no message told of"
        ) with
        {
            Cron = "0 35 * * * ?",
        },
        JobDefinition.Of<ChargeTopUpsJob>(
            TopUpWallet.JobKind,
            JobQueue.High,
            "Charge top-ups of wallets, and ask what became of those that are unknown"
        ) with
        {
            Cron = "40 * * * * ?",
            TimeLimit = TimeSpan.FromHours(1),
        },
        JobDefinition.Of<RefreshRatesJob>(
            RequestRateRefresh.JobKind,
            JobQueue.Low,
            "Take the reference rates from their source"
        ) with
        {
            Cron = "0 30 16 * * ?",
        },
        JobDefinition.Of<SealLedgerJob>(
            "ledger.seal",
            JobQueue.Low,
            "Seal the days of the books that are over"
        ) with
        {
            Cron = "0 15 * * * ?",
            TimeLimit = TimeSpan.FromHours(1),
        },
        JobDefinition.Of<VerifyLedgerJob>(
            "ledger.verify",
            JobQueue.Low,
            "Recompute the books, their seals and balances, and name what is at fault"
        ) with
        {
            Cron = "0 30 3 * * ?",
            TimeLimit = TimeSpan.FromHours(4),
        },
    ];
}
