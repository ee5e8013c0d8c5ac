using Portal.Core.Events.Contracts;

namespace Portal.Core.Settlement.Reconciliation;

/// <summary>Something that happened to a statement; its history.</summary>
public abstract record StatementEvent(long Statement) : PortalEvent
{
    public override EventSubject Subject => SubjectOf(new StatementId(Statement));

    internal static EventSubject SubjectOf(StatementId id) => new("statement", id.Value);
}

public sealed record StatementImported(long Statement, string Account, string Reference, int Lines)
    : StatementEvent(Statement)
{
    public override string Kind => "statement.imported";
}

/// <param name="Lines">Matched at once.</param>
public sealed record StatementMatched(long Statement, int Lines) : StatementEvent(Statement)
{
    public override string Kind => "statement.matched";
}
