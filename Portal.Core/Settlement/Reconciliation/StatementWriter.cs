using System.Globalization;
using System.Text;
using Portal.Core.Kernel;

namespace Portal.Core.Settlement.Reconciliation;

/// <summary>Writes statements as <see cref="StatementCsv"/> reads them: for gateways that only play, and for trying out.</summary>
public static class StatementWriter
{
    /// <summary>All of one source.</summary>
    public static byte[] Csv(params IReadOnlyList<ReadStatement> statements)
    {
        ArgumentNullException.ThrowIfNull(statements);
        var text = new StringBuilder();
        var isGateway = statements.Any(s => s.Source is StatementSource.Gateway);
        text.Append("statement,account,type,date,amount,currency,key,reference,settlement");
        text.Append(isGateway ? ",text,fee\n" : ",text,counterparty,reason\n");
        foreach (var statement in statements)
        {
            AddBalance(text, statement, "opening", statement.FromDay, statement.OpeningMinor);
            foreach (var line in statement.Lines)
            {
                AddStart(text, statement, NameOf(line.Kind), line.BookedOn, line.AmountMinor);
                Add(text, line.Key);
                Add(text, line.Reference);
                Add(text, line.Settlement);
                Add(text, line.Text);
                if (isGateway)
                {
                    Add(text, Major(line.FeeMinor, statement.Currency));
                }
                else
                {
                    Add(text, line.Counterparty);
                    Add(text, line.ReasonCode);
                }

                text.Append('\n');
            }

            AddBalance(text, statement, "closing", statement.ThroughDay, statement.ClosingMinor);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void AddBalance(
        StringBuilder text,
        ReadStatement statement,
        string type,
        DateOnly day,
        long minor
    )
    {
        AddStart(text, statement, type, day, minor);
        text.Append('\n');
    }

    private static void AddStart(
        StringBuilder text,
        ReadStatement statement,
        string type,
        DateOnly day,
        long minor
    )
    {
        text.Append(Quoted(statement.Reference));
        Add(text, statement.Account);
        Add(text, type);
        Add(text, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Add(text, Major(minor, statement.Currency));
        Add(text, statement.Currency.Code);
    }

    private static string NameOf(StatementLineKind kind) =>
        kind.ToString().ToLower(CultureInfo.InvariantCulture);

    private static string Major(long minor, Currency currency) =>
        new Money(minor, currency).Major.ToString(CultureInfo.InvariantCulture);

    private static void Add(StringBuilder text, string? cell) =>
        text.Append(',').Append(Quoted(cell));

    private static string Quoted(string? cell) =>
        cell?.AsSpan().IndexOfAny(",\"\r\n") >= 0
            ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : cell ?? "";
}
