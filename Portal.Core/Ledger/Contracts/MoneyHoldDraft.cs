using Portal.Core.Events.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Ledger.Contracts;

public readonly record struct MoneyHoldId(long Value) : IEntityId<MoneyHoldId>
{
    public static MoneyHoldId From(long value) => new(value);
}

/// <summary>Money to be held.</summary>
/// <param name="Key">Of the request, unique in the tenant, up to 100 characters.</param>
/// <param name="From">Whose available balance shrinks at once.</param>
/// <param name="To">Who gets it when the hold is posted.</param>
/// <param name="Amount">Above zero.</param>
public sealed record MoneyHoldDraft(
    TenantId Tenant,
    string Key,
    AccountId From,
    AccountId To,
    Money Amount,
    EventSubject Reference,
    DateTimeOffset ExpiresAt
);
