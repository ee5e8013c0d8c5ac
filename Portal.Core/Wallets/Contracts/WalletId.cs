using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;

namespace Portal.Core.Wallets.Contracts;

/// <summary>Number of a wallet: that of its account in the books.</summary>
public readonly record struct WalletId(long Value) : IEntityId<WalletId>
{
    public AccountId Account => new(Value);

    public static WalletId From(long value) => new(value);
}
