using System.Globalization;
using Portal.Core.Kernel;
using Portal.Core.Ledger;
using Portal.Core.Ledger.Contracts;
using Portal.Kit;

namespace Portal.Areas.Finance.Ledger;

/// <summary>How the books' own names are written for people.</summary>
public static class LedgerWords
{
    /// <summary>Escrow, Seller payable · Seller 12.</summary>
    public static string Of(AccountName account) =>
        account.Owner.Length == 0
            ? EnumWords.ToLabel(account.Kind)
            : $"{EnumWords.ToLabel(account.Kind)} · {OwnerOf(account)}";

    /// <summary><c>seller-12</c> as Seller 12; the tenant's own as Marketplace.</summary>
    public static string OwnerOf(AccountName account) =>
        account.Owner.Length == 0 ? "Marketplace" : Words(account.Owner);

    /// <summary><c>order.captured</c> as Order captured.</summary>
    public static string Words(string name)
    {
        var words = name.Replace('.', ' ').Replace('_', ' ').Replace('-', ' ');
        return words.Length == 0
            ? ""
            : char.ToUpper(words[0], CultureInfo.CurrentCulture) + words[1..];
    }

    public static string Of(AccountStanding standing) =>
        standing switch
        {
            AccountStanding.AtGateways => "At the gateways",
            AccountStanding.AtBank => "In the bank",
            AccountStanding.Held => "Held for others",
            AccountStanding.Owed => "Owed to others",
            AccountStanding.Earned => "Earned",
            AccountStanding.Exchanged => "Exchanged",
            _ => throw new ArgumentOutOfRangeException(
                nameof(standing),
                standing,
                "No such standing."
            ),
        };

    public static string MeaningOf(AccountStanding standing) =>
        standing switch
        {
            AccountStanding.AtGateways =>
                "What gateways have taken from buyers and not yet paid out.",
            AccountStanding.AtBank =>
                "Below zero while gateways have not yet paid what went out to sellers.",
            AccountStanding.Held => "Escrow, wallets and reserves: kept until something happens.",
            AccountStanding.Owed =>
                "Due to sellers, buyers and the state, to be paid out, or not known whose.",
            AccountStanding.Earned =>
                "The marketplace's commission, less what gateways and banks charge and what was written off.",
            AccountStanding.Exchanged => "The other side of exchanges between currencies.",
            _ => throw new ArgumentOutOfRangeException(
                nameof(standing),
                standing,
                "No such standing."
            ),
        };

    /// <summary>The list of the accounts that make up an amount.</summary>
    public static string AccountsHref(AccountStanding standing, Currency currency) =>
        AccountsHref(
            Enum.GetValues<AccountKind>().Where(k => AccountChart.StandingOf(k) == standing),
            currency
        );

    public static string AccountsHref(IEnumerable<AccountKind> kinds, Currency currency) =>
        $"/finance/accounts?kind={string.Join(',', kinds.Select(EnumWords.ToKey))}&currency={currency.Code}";
}
