using Portal.Core.Kernel;

namespace Portal.Core.Settlement.Reconciliation;

/// <summary>
/// Statements as CSV: UTF-8, commas, a head. A gateway's has the column <c>fee</c>, a bank's has not:
/// <code>
/// statement,account,type,date,amount,fee,currency,key,reference,settlement,text
/// 2026-11-20,stripe,opening,2026-11-20,0.00,,GBP,,,,
/// 2026-11-20,stripe,charge,2026-11-20,25.00,0.55,GBP,order-12-1,ch_91,S-1120,
/// 2026-11-20,stripe,settlement,2026-11-20,-24.45,0.00,GBP,,po_7,S-1120,
/// 2026-11-20,stripe,closing,2026-11-20,0.00,,GBP,,,,
/// </code>
/// Amounts are below zero when the account fell. Each statement, account and currency has one opening and one closing balance.
/// </summary>
internal static class StatementCsv
{
    private static readonly string[] Required =
    [
        "statement",
        "account",
        "type",
        "date",
        "amount",
        "currency",
    ];

    private static readonly Dictionary<string, StatementLineKind> Gateway = new(
        StringComparer.OrdinalIgnoreCase
    )
    {
        ["charge"] = StatementLineKind.Charge,
        ["refund"] = StatementLineKind.Refund,
        ["fee"] = StatementLineKind.Fee,
        ["settlement"] = StatementLineKind.Settlement,
        ["transfer"] = StatementLineKind.Transfer,
        ["chargeback"] = StatementLineKind.Chargeback,
    };

    private static readonly Dictionary<string, StatementLineKind> Bank = new(
        StringComparer.OrdinalIgnoreCase
    )
    {
        ["credit"] = StatementLineKind.Credit,
        ["debit"] = StatementLineKind.Debit,
        ["return"] = StatementLineKind.Return,
    };

    public static Result<IReadOnlyList<ReadStatement>> Read(ReadOnlyMemory<byte> file)
    {
        using var rows = new StatementRows(file);
        if (!rows.TryNext(out var head) || Required.Except(head, Columns.Names).Any())
        {
            return rows.Refusal ?? ReconciliationErrors.NotAStatement;
        }

        var columns = new Columns(head);
        var drafts = new Dictionary<(string, string, Currency), Draft>();
        while (rows.TryNext(out var row))
        {
            if (row is [""])
            {
                continue;
            }

            var added = Add(drafts, columns.Of(row), rows.Row, columns.IsGateway);
            if (added.Failed)
            {
                return added.Error;
            }

            if (rows.Row > StatementFiles.MaxLines)
            {
                return ReconciliationErrors.TooLarge;
            }
        }

        if (rows.Refusal is { } refusal)
        {
            return refusal;
        }

        var statements = new List<ReadStatement>(drafts.Count);
        foreach (var draft in drafts.Values)
        {
            if (draft.Opening is not { } opening || draft.Closing is not { } closing)
            {
                return ReconciliationErrors.Malformed(
                    draft.Row,
                    $"statement {draft.Reference} has no opening or no closing balance in {draft.Currency.Code}."
                );
            }

            statements.Add(draft.ToStatement(opening, closing));
        }

        return statements;
    }

    private static Result Add(
        Dictionary<(string, string, Currency), Draft> drafts,
        CsvCells cells,
        int row,
        bool isGateway
    )
    {
        var (reference, account) = (cells["statement"], cells["account"]);
        if (reference is not { Length: > 0 and <= Statement.MaxReferenceLength })
        {
            return ReconciliationErrors.Malformed(row, "it names no statement.");
        }

        if (account is not { Length: > 0 and <= Statement.MaxAccountLength })
        {
            return ReconciliationErrors.Malformed(row, "it names no account.");
        }

        if (!Currency.TryParse(cells["currency"], out var currency))
        {
            return ReconciliationErrors.Malformed(row, "its currency is unknown.");
        }

        if (!StatementFiles.TryDay(cells["date"], out var day))
        {
            return ReconciliationErrors.Malformed(row, "its date is none; write 2026-11-20.");
        }

        if (!StatementFiles.TryAmount(cells["amount"], currency, out var minor))
        {
            return ReconciliationErrors.Malformed(
                row,
                $"its amount is none, or has more decimals than {currency.Code}."
            );
        }

        var key = (reference, account, currency);
        if (!drafts.TryGetValue(key, out var draft))
        {
            draft = new Draft(isGateway, account, reference, currency, row);
            drafts.Add(key, draft);
        }

        var type = cells["type"] ?? "";
        if (type is "opening" or "closing")
        {
            return draft.SetBalance(type is "opening", minor, day)
                ? Result.Ok
                : ReconciliationErrors.Malformed(row, $"a second {type} balance.");
        }

        var line = Line(cells, row, minor, day, currency, isGateway ? Gateway : Bank);
        if (line.Failed)
        {
            return line.Error;
        }

        draft.Lines.Add(line.Value);
        return Result.Ok;
    }

    private static Result<ReadLine> Line(
        CsvCells cells,
        int row,
        long minor,
        DateOnly day,
        Currency currency,
        Dictionary<string, StatementLineKind> kinds
    )
    {
        if (!kinds.TryGetValue(cells["type"] ?? "", out var kind))
        {
            return ReconciliationErrors.Malformed(
                row,
                $"its type is none of opening, closing, {string.Join(", ", kinds.Keys)}."
            );
        }

        var fee = 0L;
        if (
            cells["fee"] is { Length: > 0 } charged
            && !StatementFiles.TryAmount(charged, currency, out fee)
        )
        {
            return ReconciliationErrors.Malformed(row, "its fee is no amount.");
        }

        var isIn =
            kind
            is StatementLineKind.Charge
                or StatementLineKind.Credit
                or StatementLineKind.Return;
        // A fee may be given back, a transfer taken back, and a chargeback won.
        var isEither =
            kind
            is StatementLineKind.Fee
                or StatementLineKind.Transfer
                or StatementLineKind.Chargeback;
        if (!isEither && (isIn ? minor <= 0 : minor >= 0))
        {
            return ReconciliationErrors.Malformed(
                row,
                $"a {cells["type"]} has to be {(isIn ? "above" : "below")} zero."
            );
        }

        string?[] names = [cells["key"], cells["reference"], cells["settlement"]];
        if (names.Any(n => n?.Length > StatementLine.MaxKeyLength))
        {
            return ReconciliationErrors.Malformed(
                row,
                $"a key or reference is longer than {StatementLine.MaxKeyLength} characters."
            );
        }

        return new ReadLine(
            row,
            kind,
            minor,
            fee,
            day,
            names[0],
            names[1],
            names[2],
            StatementFiles.Cut(cells["counterparty"], 140),
            StatementFiles.Cut(cells["text"], StatementLine.MaxTextLength),
            StatementFiles.Cut(cells["reason"], 10)
        );
    }

    /// <summary>The cells of a row by the head's names; empty ones are null.</summary>
    private readonly record struct CsvCells(Columns Columns, string[] Row)
    {
        public string? this[string name] =>
            Columns.Places.TryGetValue(name, out var place)
            && place < Row.Length
            && Row[place].Trim() is { Length: > 0 } cell
                ? cell
                : null;
    }

    private sealed class Columns(string[] head)
    {
        public static readonly StringComparer Names = StringComparer.OrdinalIgnoreCase;

        public Dictionary<string, int> Places { get; } =
            head.Select((name, place) => (Name: name.Trim(), place))
                .DistinctBy(c => c.Name, Names)
                .ToDictionary(c => c.Name, c => c.place, Names);

        public bool IsGateway => Places.ContainsKey("fee");

        public CsvCells Of(string[] row) => new(this, row);
    }

    private sealed class Draft(
        bool isGateway,
        string account,
        string reference,
        Currency currency,
        int row
    )
    {
        public string Reference => reference;

        public Currency Currency => currency;

        public int Row => row;

        public List<ReadLine> Lines { get; } = [];

        public (long Minor, DateOnly Day)? Opening { get; private set; }

        public (long Minor, DateOnly Day)? Closing { get; private set; }

        /// <summary>False when it has one.</summary>
        public bool SetBalance(bool isOpening, long minor, DateOnly day)
        {
            if ((isOpening ? Opening : Closing) is not null)
            {
                return false;
            }

            if (isOpening)
            {
                Opening = (minor, day);
            }
            else
            {
                Closing = (minor, day);
            }

            return true;
        }

        public ReadStatement ToStatement(
            (long Minor, DateOnly Day) opening,
            (long Minor, DateOnly Day) closing
        )
        {
            DateOnly[] days = [opening.Day, closing.Day, .. Lines.Select(l => l.BookedOn)];
            return new ReadStatement(
                isGateway ? StatementSource.Gateway : StatementSource.Bank,
                account,
                reference,
                currency,
                opening.Minor,
                closing.Minor,
                days.Min(),
                days.Max(),
                Lines
            );
        }
    }
}
