using Portal.Core.Kernel;
using Portal.Core.Wallets;

namespace Portal.Areas.Finance.Wallets;

/// <summary>What the dialog asks for.</summary>
public sealed record WalletAdjustmentDraft(WalletDirection Direction, Money Amount, string Reason);
