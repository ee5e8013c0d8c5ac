using System.Runtime.InteropServices;
using System.Xml;
using System.Xml.Linq;
using Portal.Core.Kernel;

namespace Portal.Core.Settlement.Reconciliation;

/// <summary>
/// A bank's statements as ISO 20022 <c>camt.053.001.02</c> to <c>.08</c>. Read entry by entry; only booked ones count.
/// An entry with several transactions is a line for each of them.
/// </summary>
internal static class Camt053File
{
    private const string Family = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.";

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = StatementFiles.MaxBytes,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    };

    public static Result<IReadOnlyList<ReadStatement>> Read(ReadOnlyMemory<byte> file)
    {
        if (!MemoryMarshal.TryGetArray(file, out var bytes))
        {
            bytes = new ArraySegment<byte>(file.ToArray());
        }

        using var stream = new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, false);
        using var xml = XmlReader.Create(stream, Settings);
        try
        {
            return Statements(xml);
        }
        catch (XmlException e)
        {
            // Not well formed, a DTD, or longer than allowed: the parser says what and where.
            return ReconciliationErrors.Malformed(
                Math.Max(1, e.LineNumber),
                "this is no valid XML, or declares a document type."
            );
        }
    }

    private static Result<IReadOnlyList<ReadStatement>> Statements(XmlReader xml)
    {
        xml.MoveToContent();
        if (!xml.NamespaceURI.StartsWith(Family, StringComparison.Ordinal))
        {
            return ReconciliationErrors.NotAStatement;
        }

        var found = new List<ReadStatement>();
        while (xml.ReadToFollowing("Stmt", xml.NamespaceURI))
        {
            using var inner = xml.ReadSubtree();
            var statement = One(inner);
            if (statement.Failed)
            {
                return statement.Error;
            }

            found.Add(statement.Value);
        }

        return found;
    }

    private static Result<ReadStatement> One(XmlReader xml)
    {
        var row = RowOf(xml);
        var head = new CamtHead(row);
        var lines = new List<ReadLine>();
        xml.Read();
        xml.Read();
        while (!xml.EOF && xml.NodeType is not XmlNodeType.EndElement)
        {
            if (xml.NodeType is not XmlNodeType.Element)
            {
                xml.Read();
                continue;
            }

            row = RowOf(xml);
            var element = (XElement)XNode.ReadFrom(xml);
            var read = element.Name.LocalName is "Ntry"
                ? CamtEntry.AddLines(lines, element, row, head.Currency)
                : head.Take(element, row);
            if (read.Failed)
            {
                return read.Error;
            }

            if (lines.Count > StatementFiles.MaxLines)
            {
                return ReconciliationErrors.TooLarge;
            }
        }

        return head.ToStatement(lines);
    }

    private static int RowOf(XmlReader xml) => ((IXmlLineInfo)xml).LineNumber;

    /// <summary>What stands before a statement's entries: its number, account and balances.</summary>
    private sealed class CamtHead(int row)
    {
        private readonly Dictionary<string, (long Minor, DateOnly Day)> _balances = new(
            StringComparer.Ordinal
        );

        private string? _reference;
        private string? _account;

        /// <summary>Of the first balance; banks keep an account in one.</summary>
        public Currency? Currency { get; private set; }

        public Result Take(XElement element, int at)
        {
            switch (element.Name.LocalName)
            {
                case "Id":
                    _reference = element.Value.Trim();
                    return Result.Ok;
                case "Acct":
                    var id = element.Part("Id");
                    _account = (id?.Part("IBAN") ?? id?.Part("Othr")?.Part("Id"))
                        ?.Value.Replace(" ", "", StringComparison.Ordinal)
                        .Trim();
                    return Result.Ok;
                case "Bal":
                    return TakeBalance(element, at);
                default:
                    return Result.Ok;
            }
        }

        private Result TakeBalance(XElement balance, int at)
        {
            var kind = balance.Part("Tp")?.Part("CdOrPrtry")?.Part("Cd")?.Value ?? "";
            if (kind is not ("OPBD" or "PRCD" or "CLBD"))
            {
                return Result.Ok;
            }

            var amount = CamtEntry.Amount(balance, at);
            if (amount.Failed)
            {
                return amount.Error;
            }

            if (Currency is { } known && known != amount.Value.Currency)
            {
                return ReconciliationErrors.Malformed(at, "its balances have two currencies.");
            }

            var date = balance.Part("Dt");
            if (
                !StatementFiles.TryDay(
                    (date?.Part("Dt") ?? date?.Part("DtTm"))?.Value.Trim(),
                    out var day
                )
            )
            {
                return ReconciliationErrors.Malformed(at, "a balance has no day.");
            }

            Currency = amount.Value.Currency;
            _balances[kind is "PRCD" ? "OPBD" : kind] = (amount.Value.Minor, day);
            return Result.Ok;
        }

        public Result<ReadStatement> ToStatement(IReadOnlyList<ReadLine> lines)
        {
            if (_reference is not { Length: > 0 and <= Statement.MaxReferenceLength })
            {
                return ReconciliationErrors.Malformed(row, "the statement has no Id.");
            }

            if (_account is not { Length: > 0 and <= Statement.MaxAccountLength })
            {
                return ReconciliationErrors.Malformed(row, "the statement names no account.");
            }

            if (
                Currency is not { } currency
                || !_balances.TryGetValue("OPBD", out var opening)
                || !_balances.TryGetValue("CLBD", out var closing)
            )
            {
                return ReconciliationErrors.Malformed(
                    row,
                    "the statement lacks its opening or closing balance (OPBD, CLBD)."
                );
            }

            DateOnly[] days = [opening.Day, closing.Day, .. lines.Select(l => l.BookedOn)];
            return new ReadStatement(
                StatementSource.Bank,
                _account,
                _reference,
                currency,
                opening.Minor,
                closing.Minor,
                days.Min(),
                days.Max(),
                lines
            );
        }
    }
}
