using System.Xml.Linq;
using Portal.Core.Kernel;

namespace Portal.Core.Settlement.Reconciliation;

/// <summary>
/// An entry (<c>Ntry</c>) of a CAMT.053 statement. Version 2 writes a status and a party's name directly, version 8 one
/// element further down, and only version 8 gives each transaction an amount of its own.
/// </summary>
internal static class CamtEntry
{
    public static Result AddLines(List<ReadLine> lines, XElement entry, int row, Currency? currency)
    {
        var status = entry.Part("Sts");
        if ((status?.Part("Cd") ?? status)?.Value.Trim() is not "BOOK")
        {
            return Result.Ok;
        }

        var amount = Amount(entry, row);
        if (amount.Failed)
        {
            return amount.Error;
        }

        if (currency is null || amount.Value.Currency != currency)
        {
            return ReconciliationErrors.Malformed(
                row,
                "an entry is in another currency than the balances, or stands before them."
            );
        }

        var booked = entry.Part("BookgDt") ?? entry.Part("ValDt");
        if (
            !StatementFiles.TryDay(
                (booked?.Part("Dt") ?? booked?.Part("DtTm"))?.Value.Trim(),
                out var day
            )
        )
        {
            return ReconciliationErrors.Malformed(row, "an entry has no booking date.");
        }

        var details = entry.Parts("NtryDtls").ToList();
        var transactions = details.SelectMany(d => d.Parts("TxDtls")).ToList();
        if (transactions.Count > 1 && transactions.TrueForAll(t => AmountOf(t) is not null))
        {
            return AddEach(lines, entry, transactions, amount.Value, day, row);
        }

        var line = Line(
            entry,
            transactions.Count == 1 ? transactions[0] : null,
            amount.Value.Minor,
            day,
            row
        );
        if (line.Failed)
        {
            return line.Error;
        }

        var batch = details
            .Select(d => d.Part("Btch")?.Part("PmtInfId")?.Value.Trim())
            .FirstOrDefault(b => !string.IsNullOrEmpty(b));
        lines.Add(
            line.Value with
            {
                Key = line.Value.Key ?? StatementFiles.Cut(batch, StatementLine.MaxKeyLength),
            }
        );
        return Result.Ok;
    }

    /// <summary>The amount of a balance or entry, below zero for a debit.</summary>
    public static Result<Money> Amount(XElement of, int row)
    {
        var amount = of.Part("Amt");
        if (!Currency.TryParse(amount?.Attribute("Ccy")?.Value, out var currency))
        {
            return ReconciliationErrors.Malformed(row, "an amount has no known currency.");
        }

        if (!StatementFiles.TryAmount(amount!.Value.Trim(), currency, out var minor) || minor < 0)
        {
            return ReconciliationErrors.Malformed(row, "an amount is none.");
        }

        return of.Part("CdtDbtInd")?.Value.Trim() switch
        {
            "CRDT" => new Money(minor, currency),
            "DBIT" => new Money(-minor, currency),
            _ => ReconciliationErrors.Malformed(row, "an amount is neither credit nor debit."),
        };
    }

    private static Result AddEach(
        List<ReadLine> lines,
        XElement entry,
        List<XElement> transactions,
        Money whole,
        DateOnly day,
        int row
    )
    {
        var left = whole.Minor;
        foreach (var transaction in transactions)
        {
            var amount = AmountOf(transaction)!;
            var isKnown = Currency.TryParse(amount.Attribute("Ccy")?.Value, out var currency);
            if (
                !isKnown
                || currency != whole.Currency
                || !StatementFiles.TryAmount(amount.Value.Trim(), currency, out var minor)
            )
            {
                return ReconciliationErrors.Malformed(row, "a transaction's amount is none.");
            }

            var isDebit =
                (transaction.Part("CdtDbtInd") ?? entry.Part("CdtDbtInd"))?.Value.Trim() is "DBIT";
            var line = Line(entry, transaction, isDebit ? -minor : minor, day, row);
            if (line.Failed)
            {
                return line.Error;
            }

            left -= line.Value.AmountMinor;
            lines.Add(line.Value);
        }

        return left == 0
            ? Result.Ok
            : ReconciliationErrors.Malformed(row, "an entry is not the sum of its transactions.");
    }

    private static XElement? AmountOf(XElement transaction) =>
        transaction.Part("Amt") ?? transaction.Part("AmtDtls")?.Part("TxAmt")?.Part("Amt");

    private static Result<ReadLine> Line(
        XElement entry,
        XElement? transaction,
        long minor,
        DateOnly day,
        int row
    )
    {
        var names = transaction?.Part("Refs");
        var key = NameOf(names?.Part("EndToEndId")) ?? NameOf(names?.Part("PmtInfId"));
        var reference = NameOf(names?.Part("AcctSvcrRef")) ?? NameOf(entry.Part("AcctSvcrRef"));
        if (
            key?.Length > StatementLine.MaxKeyLength
            || reference?.Length > StatementLine.MaxKeyLength
        )
        {
            return ReconciliationErrors.Malformed(
                row,
                $"a reference is longer than {StatementLine.MaxKeyLength} characters."
            );
        }

        var returned = transaction?.Part("RtrInf");
        var remittance = transaction?.Part("RmtInf");
        var texts = remittance is null
            ? []
            : remittance
                .Parts("Ustrd")
                .Concat(
                    remittance
                        .Parts("Strd")
                        .Select(s => s.Part("CdtrRefInf")?.Part("Ref"))
                        .OfType<XElement>()
                )
                .Select(t => t.Value.Trim());
        var text = string.Join(' ', texts) is { Length: > 0 } written
            ? written
            : returned?.Part("AddtlInf")?.Value ?? entry.Part("AddtlNtryInf")?.Value;
        var isReversal = entry.Part("RvslInd")?.Value.Trim() is "true" or "1";
        return new ReadLine(
            row,
            minor < 0 ? StatementLineKind.Debit
                : returned is not null || isReversal ? StatementLineKind.Return
                : StatementLineKind.Credit,
            minor,
            0,
            day,
            key,
            reference,
            null,
            Party(transaction?.Part("RltdPties"), minor < 0 ? "Cdtr" : "Dbtr"),
            StatementFiles.Cut(text, StatementLine.MaxTextLength),
            StatementFiles.Cut(returned?.Part("Rsn")?.Part("Cd")?.Value, 10)
        );
    }

    private static string? Party(XElement? parties, string role)
    {
        var party = parties?.Part(role);
        return StatementFiles.Cut((party?.Part("Pty") ?? party)?.Part("Nm")?.Value, 140);
    }

    private static string? NameOf(XElement? name) =>
        name?.Value.Trim() is { Length: > 0 } text && text is not "NOTPROVIDED" ? text : null;

    internal static XElement? Part(this XElement of, string name) =>
        of.Elements().FirstOrDefault(e => e.Name.LocalName == name);

    private static IEnumerable<XElement> Parts(this XElement of, string name) =>
        of.Elements().Where(e => e.Name.LocalName == name);
}
