namespace Portal.Tests.Security;

/// <summary>What takes an id that no visitor chooses.</summary>
internal static partial class ActMatrix
{
    private const string Cookie = "The id is sealed in the session's cookie.";
    private const string Worker = "Only the worker calls it.";

    /// <summary>Classes and methods whose ids no visitor chooses, and where they come from instead.</summary>
    public static readonly IReadOnlyDictionary<string, string> NotAsked = new Dictionary<
        string,
        string
    >(StringComparer.Ordinal)
    {
        ["AccountQueries"] = Cookie,
        ["Actor"] = Cookie,
        ["BoardComparison"] = Worker,
        ["BoardProjection"] = Worker,
        ["BookSentRefund"] = Worker,
        ["ChangePassword"] = Cookie,
        ["CheckImport"] = Worker,
        ["CurrentTenant"] = "The edge has checked that the person belongs there.",
        ["EndMoneyHolds"] = "Other modules' acts call it, with holds they have placed.",
        ["FinishOrders"] = Worker,
        ["IDemoStep"] = "Only the command that seeds calls it.",
        ["ImportStorage"] = "The act passes its own tenant.",
        ["InvitePerson"] = "A role is everybody's; another tenant's shop has a test of its own.",
        ["LiveSignals"] = "The page's own tenant; a signal says that something changed, not what.",
        ["OfferQueries.ListAsync"] = "A filter: narrows what the tenant sells.",
        ["MoneyHoldQueries.ListAsync"] = "A filter: narrows what the right reaches.",
        ["NotificationQueries.ListAsync"] = "A filter: narrows what the right reaches.",
        ["PassSecondFactor"] = "The id is sealed in the cookie of the pending sign-in.",
        ["ProductReader"] = "Other modules' acts ask it, of the tenant the caller has entered.",
        ["PublishCommissionRule"] =
            "Another tenant's shop has a test of its own; it names a field, as one that does not exist.",
        ["ChargebackRefunds"] = "The act that loses a chargeback passes the order it has found.",
        ["OpenDisputedChargeback"] = Worker,
        ["DisputedSales"] = "Acts of chargebacks pass the order they have found.",
        ["OrderRefunds"] = "The act that grants a refund passes the order it has found.",
        ["RecordRefundAnswer"] = Worker,
        ["RecordReturnedRefund"] = Worker,
        ["RunImport"] = Worker,
        ["RunQueue"] = Worker,
        ["ReconciliationQueries.LinesAsync"] = "A filter: narrows what the right reaches.",
        ["PayoutQueries.WaysAsync"] = "A filter: narrows what the right reaches.",
        ["PayoutQueries.ListAsync"] = "A filter: narrows what the right reaches.",
        ["SaleQueries"] = "Filters: narrow what the right reaches.",
        ["AccountHistory"] = "Other modules' queries ask it, of accounts they have found.",
        ["CloseAccounts"] = "The act that closes a wallet passes the account it has found.",
        ["OpenWallets"] = "Acts of wallets pass what they have found.",
        ["RecordTopUpAnswer"] = Worker,
        ["RecordTransfers"] = Worker,
        ["WalletBooks"] = "Acts of wallets pass what they have found.",
        ["WalletRefunds"] = "The act that grants a refund passes the order's customer.",
        ["SecondFactorCheck"] = "Called by sign-in with the person it has found.",
        ["SecondFactorSetup"] = Cookie,
        ["SessionQueries"] = Cookie,
        ["SetAsideOrder"] = Worker,
        ["SignOut"] = Cookie,
        ["TenantReader"] = "Name, zone and currency of a tenant the caller has entered.",
        ["WorkerRegistry"] = Worker,
    };
}
