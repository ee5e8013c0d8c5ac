namespace Portal.Core.Settlement.Debts;

/// <summary>How long a shop has owed without a break, in business days of the tenant.</summary>
public enum DebtAge
{
    /// <summary>Up to 30 days: the shop's next sales are likely to make up for it.</summary>
    Within30Days,

    /// <summary>31 to 60 days.</summary>
    Within60Days,

    /// <summary>61 to 90 days.</summary>
    Within90Days,

    /// <summary>More than 90 days: ask for the money, or give it up.</summary>
    Over90Days,
}

public static class DebtAgePolicy
{
    /// <summary>After so many days finance is told of a debt.</summary>
    public const int YoungDays = 30;

    public static DebtAge Of(int days) =>
        days switch
        {
            <= YoungDays => DebtAge.Within30Days,
            <= 60 => DebtAge.Within60Days,
            <= 90 => DebtAge.Within90Days,
            _ => DebtAge.Over90Days,
        };
}
