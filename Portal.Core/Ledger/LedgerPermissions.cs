using Portal.Core.Identity.Contracts;

namespace Portal.Core.Ledger;

public static class LedgerPermissions
{
    [GrantedTo("finance_admin", Allows = "See accounts, entries, balances and the trial balance")]
    public static readonly Permission Read = new("ledger.read");

    [GrantedTo("finance_admin", Allows = "Reverse an entry")]
    public static readonly Permission Reverse = new("ledger.reverse");

    [GrantedTo("finance_admin", Allows = "Verify the books")]
    public static readonly Permission Verify = new("ledger.verify");

    [GrantedTo("finance_admin", Allows = "Book what the bank exchanged; refresh reference rates")]
    public static readonly Permission Exchange = new("ledger.exchange");

    [GrantedTo("super_admin", Allows = "Take reference rates from a file, for every tenant")]
    public static readonly Permission TakeRates = new("ledger.take_rates");
}
