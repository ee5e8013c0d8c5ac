using System.Globalization;
using System.Text;
using System.Xml;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Data.Export;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Payouts;

/// <summary>
/// What of an approved run the bank pays, as it takes it; what goes through Stripe is left out. The same run makes the same file, under the same message id, so that a
/// bank that checks them refuses a second one. Every file refuses without the right.
/// </summary>
public sealed class PayoutFiles(
    IDbContextFactory<PortalDbContext> contexts,
    TenantReader tenants,
    CurrentUser user
)
{
    private const string Namespace = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";

    /// <summary>ISO 20022 customer credit transfer initiation, <c>pain.001.001.09</c>.</summary>
    public async Task<Result<byte[]>> CreditTransferAsync(PayoutRunId id, CancellationToken ct)
    {
        var found = await ReadAsync(id, ct);
        if (found.Failed)
        {
            return found.Error;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var terms = await db.SettlementTerms.AsNoTracking().SingleOrDefaultAsync(ct);
        return terms is { PayerName: { } payer, PayerIban: { } iban }
            ? CreditTransfer(found.Value, payer, iban)
            : PayoutErrors.NoPayer;
    }

    public async Task<Result<ExportTable>> TableAsync(PayoutRunId id, CancellationToken ct)
    {
        var found = await ReadAsync(id, ct);
        return found.Failed
            ? found.Error
            : new ExportTable(
                $"payout-run-{id.Value}",
                ["payout", "holder", "iban", "amount", "currency", "status", "sales"],
                [
                    .. found.Value.Payouts.Select(p =>
                        new object?[]
                        {
                            p.Id.Value,
                            p.HolderName,
                            p.Iban,
                            p.Amount.Major,
                            p.Currency.Code,
                            SnakeCase.Of(p.Status),
                            p.SalesCount,
                        }
                    ),
                ]
            );
    }

    private async Task<Result<ApprovedRun>> ReadAsync(PayoutRunId id, CancellationToken ct)
    {
        if (!await user.MayAsync(SettlementPermissions.Pay, ct))
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var run = await db.PayoutRuns.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct);
        if (run is null)
        {
            return PayoutErrors.RunNotFound;
        }

        if (run.ApprovedAt is not { } approvedAt)
        {
            return PayoutErrors.NotApproved;
        }

        var tenant = await tenants.CurrentAsync(ct);
        var payouts = await db
            .Payouts.AsNoTracking()
            .Where(p => p.RunId == id && p.Method == PayoutMethod.Bank)
            .OrderBy(p => p.Id)
            .ToListAsync(ct);
        if (payouts.Count == 0)
        {
            return PayoutErrors.NothingForBank;
        }

        return new ApprovedRun(run, approvedAt, tenant.DayOf(approvedAt), payouts);
    }

    private static byte[] CreditTransfer(ApprovedRun approved, string payer, string payerIban)
    {
        var run = approved.Run;
        var message = string.Create(CultureInfo.InvariantCulture, $"PAYOUTRUN-{run.Id.Value}");
        using var buffer = new MemoryStream();
        using (
            var xml = XmlWriter.Create(
                buffer,
                new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(false) }
            )
        )
        {
            xml.WriteStartElement("Document", Namespace);
            xml.WriteStartElement("CstmrCdtTrfInitn");
            xml.WriteStartElement("GrpHdr");
            xml.WriteElementString("MsgId", message);
            xml.WriteElementString(
                "CreDtTm",
                approved.At.UtcDateTime.ToString(
                    "yyyy-MM-ddTHH:mm:ssZ",
                    CultureInfo.InvariantCulture
                )
            );
            WriteSums(xml, approved.Payouts);
            WriteName(xml, "InitgPty", payer);
            xml.WriteEndElement();
            xml.WriteStartElement("PmtInf");
            xml.WriteElementString("PmtInfId", message);
            xml.WriteElementString("PmtMtd", "TRF");
            WriteSums(xml, approved.Payouts);
            xml.WriteStartElement("ReqdExctnDt");
            xml.WriteElementString(
                "Dt",
                approved.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            );
            xml.WriteEndElement();
            WriteName(xml, "Dbtr", payer);
            WriteAccount(xml, "DbtrAcct", payerIban);
            WritePath(xml, "NOTPROVIDED", "DbtrAgt", "FinInstnId", "Othr", "Id");
            foreach (var payout in approved.Payouts)
            {
                WriteTransfer(xml, payout);
            }

            xml.WriteEndElement();
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return buffer.ToArray();
    }

    private static void WriteTransfer(XmlWriter xml, Payout payout)
    {
        var reference = string.Create(CultureInfo.InvariantCulture, $"PAYOUT-{payout.Id.Value}");
        xml.WriteStartElement("CdtTrfTxInf");
        WritePath(xml, reference, "PmtId", "EndToEndId");
        xml.WriteStartElement("Amt");
        xml.WriteStartElement("InstdAmt");
        xml.WriteAttributeString("Ccy", payout.Currency.Code);
        xml.WriteString(payout.Amount.Major.ToString(CultureInfo.InvariantCulture));
        xml.WriteEndElement();
        xml.WriteEndElement();
        WriteName(xml, "Cdtr", payout.HolderName);
        WriteAccount(xml, "CdtrAcct", payout.Iban);
        WritePath(xml, reference, "RmtInf", "Ustrd");
        xml.WriteEndElement();
    }

    private static void WriteSums(XmlWriter xml, IReadOnlyList<Payout> payouts)
    {
        xml.WriteElementString("NbOfTxs", payouts.Count.ToString(CultureInfo.InvariantCulture));
        var total = new Money(payouts.Sum(p => p.AmountMinor), payouts[0].Currency);
        xml.WriteElementString("CtrlSum", total.Major.ToString(CultureInfo.InvariantCulture));
    }

    private static void WriteName(XmlWriter xml, string party, string name) =>
        WritePath(xml, BankText.Of(name), party, "Nm");

    private static void WriteAccount(XmlWriter xml, string account, string iban) =>
        WritePath(xml, iban, account, "Id", "IBAN");

    private static void WritePath(XmlWriter xml, string value, params string[] path)
    {
        foreach (var element in path)
        {
            xml.WriteStartElement(element);
        }

        xml.WriteString(value);
        foreach (var _ in path)
        {
            xml.WriteEndElement();
        }
    }

    private sealed record ApprovedRun(
        PayoutRun Run,
        DateTimeOffset At,
        DateOnly Day,
        IReadOnlyList<Payout> Payouts
    );
}
