namespace Portal.Core.Settlement.Payouts;

/// <summary>How a shop gets its money.</summary>
public enum PayoutMethod
{
    /// <summary>By the bank's file, to an IBAN; a person or the bank's statement says that it was paid.</summary>
    Bank,

    /// <summary>Through Stripe Connect, to the shop's account there; Stripe says itself that it was paid.</summary>
    Stripe,
}
