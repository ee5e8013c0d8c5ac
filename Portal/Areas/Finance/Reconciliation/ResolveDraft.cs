using Portal.Core.Ledger.Contracts;

namespace Portal.Areas.Finance.Reconciliation;

/// <summary>What a person filled in to resolve a difference.</summary>
public sealed record ResolveDraft(AccountKind Account, string Reason);
