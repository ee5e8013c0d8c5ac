using Portal.Core.Kernel;
using Portal.Core.Orders.Contracts;
using Portal.Core.Tenancy.Contracts;
using Portal.Core.Wallets.Contracts;

namespace Portal.Core.Wallets;

/// <summary>
/// That a customer has a wallet in a currency. What is in it stands in the ledger, in the account of the same
/// number; locking this row is what keeps two acts from using the same room up to a limit.
/// </summary>
public sealed class Wallet : ITenantOwned
{
    public required WalletId WalletId { get; init; }

    public TenantId TenantId { get; set; }

    public required CustomerId CustomerId { get; init; }

    public required Currency Currency { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }
}
