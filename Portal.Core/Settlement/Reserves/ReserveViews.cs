using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Reserves;

/// <summary>What is kept of the reader's own shop in a currency, and how it came there.</summary>
/// <param name="Target">What is to be kept.</param>
/// <param name="Lines">The latest moves with the reserve after each, the oldest first.</param>
public sealed record OwnReserve(
    SellerId Seller,
    string SellerName,
    Money Kept,
    Money Target,
    IReadOnlyList<AccountLine> Lines
);
