using Portal.Core.Catalog.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Rules;

/// <summary>Where a set of rules is in its life.</summary>
public enum CommissionSetState
{
    /// <summary>Somebody works on it; nothing of it holds.</summary>
    Draft,

    /// <summary>Published; its start is to come, and it can be taken back.</summary>
    Waiting,

    /// <summary>Its rules decide today's sales.</summary>
    Holding,

    /// <summary>Another set took its place.</summary>
    Over,

    /// <summary>It was taken back before it started, and never held.</summary>
    TakenBack,
}

public sealed record CommissionSetView(CommissionSet Set, CommissionSetState State);

/// <param name="LastPublished">The set published last, which the one who publishes must have seen.</param>
public sealed record CommissionSetDetail(
    CommissionSetView View,
    CommissionSetId? LastPublished,
    RuleParts Parts
);

/// <summary>What rules name, for people.</summary>
/// <param name="Products">Only those that are named already.</param>
/// <param name="Levels">That shops have today, or rules name.</param>
public sealed record RuleParts(
    IReadOnlyDictionary<SellerId, string> Shops,
    IReadOnlyDictionary<CategoryId, CategoryFact> Categories,
    IReadOnlyDictionary<ProductId, ProductFact> Products,
    IReadOnlyList<string> Levels
);
