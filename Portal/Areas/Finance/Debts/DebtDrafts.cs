using Portal.Core.Kernel;

namespace Portal.Areas.Finance.Debts;

/// <summary>What the dialog of a repayment asks for.</summary>
public sealed record RepaymentDraft(Money Amount, string BankReference, DateOnly PaidOn);

/// <summary>What the dialog of a write-off asks for.</summary>
public sealed record WriteOffDraft(Money Amount, string Reason);
