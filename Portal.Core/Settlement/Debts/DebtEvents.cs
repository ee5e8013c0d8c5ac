using Portal.Core.Events.Contracts;
using Portal.Core.Ledger.Contracts;

namespace Portal.Core.Settlement.Debts;

/// <summary>Something that was done about what a shop owes in a currency; the history of its account.</summary>
/// <param name="Account">The shop's account of that currency.</param>
public abstract record DebtEvent(long Account, long AmountMinor, string Currency) : PortalEvent
{
    public override EventSubject Subject => SubjectOf(new AccountId(Account));

    internal static EventSubject SubjectOf(AccountId account) => new("shop_debt", account.Value);
}

public sealed record DebtRepaid(
    long Account,
    long AmountMinor,
    string Currency,
    string BankReference
) : DebtEvent(Account, AmountMinor, Currency)
{
    public override string Kind => "debt.repaid";
}

public sealed record DebtWriteOffRequested(
    long Account,
    long AmountMinor,
    string Currency,
    string Reason
) : DebtEvent(Account, AmountMinor, Currency)
{
    public override string Kind => "debt.write_off_requested";
}

public sealed record DebtWrittenOff(long Account, long AmountMinor, string Currency, long WriteOff)
    : DebtEvent(Account, AmountMinor, Currency)
{
    public override string Kind => "debt.written_off";
}

public sealed record DebtWriteOffRefused(
    long Account,
    long AmountMinor,
    string Currency,
    string Reason
) : DebtEvent(Account, AmountMinor, Currency)
{
    public override string Kind => "debt.write_off_refused";
}
