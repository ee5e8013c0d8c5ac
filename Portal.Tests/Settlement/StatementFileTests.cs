using System.Text;
using Portal.Core.Kernel;
using Portal.Core.Settlement.Reconciliation;

namespace Portal.Tests.Settlement;

/// <summary>What banks and gateways send, read or refused whole.</summary>
[Trait("speed", "quick")]
public sealed class StatementFileTests
{
    private const string Head = "statement,account,type,date,amount,fee,currency,key,settlement\n";

    private const string Balances =
        "S1,stripe,opening,2026-11-20,0.00,,GBP,,\nS1,stripe,closing,2026-11-20,24.45,,GBP,,\n";

    private const string Charge = "S1,stripe,charge,2026-11-20,25.00,0.55,GBP,order-1-1,";

    [Fact]
    public async Task Camt_OfVersion2_GivesEachBookedTransactionALine()
    {
        var statement = Assert.Single((await ReadAsync(Sample("camt.053.001.02"))).Value);

        Assert.Equal(
            (StatementSource.Bank, "DE89370400440532013000", "0352C5320261120", "EUR"),
            (statement.Source, statement.Account, statement.Reference, statement.Currency.Code)
        );
        Assert.Equal((100_000, 117_835), (statement.OpeningMinor, statement.ClosingMinor));
        Assert.Equal(
            [
                (StatementLineKind.Credit, 24_450, null),
                (StatementLineKind.Debit, -6_000, "PAYOUT-101"),
                (StatementLineKind.Debit, -3_000, "PAYOUT-102"),
                (StatementLineKind.Return, 3_000, "PAYOUT-102"),
                (StatementLineKind.Debit, -615, null),
            ],
            statement.Lines.Select(l => (l.Kind, l.AmountMinor, l.Key))
        );
        Assert.Equal("Settlement SETTLE-20261119 of Lindenmarkt", statement.Lines[0].Text);
        Assert.Equal("Stripe Payments Europe", statement.Lines[0].Counterparty);
        Assert.Equal(
            ("AC04", "Account closed"),
            (statement.Lines[3].ReasonCode, statement.Lines[3].Text)
        );
        Assert.Equal(new DateOnly(2026, 11, 20), statement.Lines[3].BookedOn);
        Assert.Equal("Account fee November", statement.Lines[4].Text);
    }

    [Fact]
    public async Task Camt_OfVersion8_IsReadAlike_AndAnOverdrawnAccountIsBelowZero()
    {
        var statement = Assert.Single((await ReadAsync(Sample("camt.053.001.08"))).Value);

        Assert.Equal("GB33BUKB20201555555555", statement.Account);
        Assert.Equal((5_000, -1_000), (statement.OpeningMinor, statement.ClosingMinor));
        Assert.Equal(
            [
                (StatementLineKind.Debit, -6_000, "PAYOUT-101", "Paper Lantern"),
                (StatementLineKind.Debit, -3_000, "PAYOUT-102", "Copper Kettle"),
                (StatementLineKind.Return, 3_000, "PAYOUT-102", null),
            ],
            statement.Lines.Select(l => (l.Kind, l.AmountMinor, l.Key, l.Counterparty))
        );
        Assert.Equal(
            ("RET-9", "RF18539007547034"),
            (statement.Lines[2].Reference, statement.Lines[2].Text)
        );
    }

    [Fact]
    public async Task Camt_BookedAsOneSum_IsOneLineUnderTheRunsName()
    {
        var text = Encoding
            .UTF8.GetString(Sample("camt.053.001.08"))
            .Replace(
                "<Amt Ccy=\"GBP\">60.00</Amt><CdtDbtInd>DBIT</CdtDbtInd>",
                "",
                StringComparison.Ordinal
            )
            .Replace("<EndToEndId>PAYOUT-101</EndToEndId>", "", StringComparison.Ordinal);

        var statement = Assert.Single((await ReadAsync(Encoding.UTF8.GetBytes(text))).Value);

        Assert.Equal(
            (-9_000, "PAYOUTRUN-12"),
            (statement.Lines[0].AmountMinor, statement.Lines[0].Key)
        );
    }

    [Theory]
    [InlineData(
        "<CdtDbtInd>DBIT</CdtDbtInd><Sts>",
        "<CdtDbtInd>CRDT</CdtDbtInd><Sts>",
        "does_not_add_up"
    )]
    [InlineData("<Amt Ccy=\"EUR\">60.00", "<Amt Ccy=\"EUR\">61.00", "malformed")]
    [InlineData("<Amt Ccy=\"EUR\">244.50", "<Amt Ccy=\"XQX\">244.50", "malformed")]
    [InlineData("<Amt Ccy=\"EUR\">244.50", "<Amt Ccy=\"EUR\">244.505", "malformed")]
    [InlineData("<Cd>CLBD</Cd>", "<Cd>CLAV</Cd>", "malformed")]
    [InlineData("</BkToCstmrStmt>", "", "malformed")]
    [InlineData("camt.053.001.02", "pain.001.001.02", "not_a_statement")]
    public async Task Camt_ThatIsWrong_IsRefused(string right, string wrong, string code)
    {
        var text = Encoding.UTF8.GetString(Sample("camt.053.001.02"));

        var read = await ReadAsync(
            Encoding.UTF8.GetBytes(text.Replace(right, wrong, StringComparison.Ordinal))
        );

        Assert.Equal($"reconciliation.{code}", read.Error.Code);
    }

    [Fact]
    public async Task Xml_ThatDeclaresEntities_IsRefusedBeforeTheyAreExpanded()
    {
        var bomb = new StringBuilder("<!DOCTYPE d [<!ENTITY a0 \"ha\">");
        for (var i = 1; i < 40; i++)
        {
            bomb.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"<!ENTITY a{i} \"&a{i - 1};&a{i - 1};\">"
            );
        }

        bomb.Append(
            "]><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\">&a39;</Document>"
        );

        var read = await ReadAsync(Encoding.UTF8.GetBytes(bomb.ToString()));

        Assert.Equal("reconciliation.malformed", read.Error.Code);
        Assert.Contains("document type", read.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Csv_OfAGateway_IsRead()
    {
        var statement = Assert.Single((await ReadAsync(Head + Balances + Charge + "PO-1\n")).Value);

        Assert.Equal((StatementSource.Gateway, "stripe"), (statement.Source, statement.Account));
        Assert.Equal(
            new ReadLine(
                4,
                StatementLineKind.Charge,
                2_500,
                55,
                new(2026, 11, 20),
                "order-1-1",
                null,
                "PO-1"
            ),
            Assert.Single(statement.Lines)
        );
    }

    [Theory]
    [InlineData("order-1-1,", "order-1-1,", null)]
    [InlineData("25.00", "25.01", "does_not_add_up")]
    [InlineData(",charge,", ",chrage,", "malformed")]
    [InlineData(",charge,", ",debit,", "malformed")]
    [InlineData("25.00,0.55,GBP", "25.00,0.55,QQQ", "malformed")]
    [InlineData("25.00,0.55,GBP", "-25.00,0.55,GBP", "malformed")]
    [InlineData("25.00,0.55,GBP", "1e3,0.55,GBP", "malformed")]
    [InlineData("25.00,0.55,GBP", "25.00,0.55,JPY", "malformed")]
    [InlineData("2026-11-20,25.00", "20/11/2026,25.00", "malformed")]
    [InlineData("order-1-1", "\"order-1-1", "malformed")]
    [InlineData("statement,", "batch,", "not_a_statement")]
    public async Task Csv_ThatIsWrong_IsRefusedWithItsRow(string right, string wrong, string? code)
    {
        var text = (Head + Balances + Charge + "\n").Replace(
            right,
            wrong,
            StringComparison.Ordinal
        );

        var read = await ReadAsync(text);

        Assert.Equal(
            code is null ? null : $"reconciliation.{code}",
            read.Failed ? read.Error.Code : null
        );
        if (code is "malformed")
        {
            Assert.StartsWith("Row 4:", read.Error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Csv_WithALineOfTenMegabytes_IsRefused()
    {
        var read = await ReadAsync(Head + Balances + Charge + new string('x', 10 << 20) + "\n");

        Assert.Equal("Row 4: it is longer than 64 KB.", read.Error.Message);
    }

    [Fact]
    public async Task File_LargerThanTheLimit_OrEmpty_IsRefused()
    {
        using var large = new MemoryStream(new byte[StatementFiles.MaxBytes + 1]);

        Assert.Equal(
            ReconciliationErrors.TooLarge,
            (await StatementFiles.ReadAsync(large, default)).Error
        );
        Assert.Equal(ReconciliationErrors.NotAStatement, (await ReadAsync("")).Error);
        Assert.Equal(ReconciliationErrors.Empty, (await ReadAsync(Head)).Error);
    }

    [Fact]
    public async Task WrittenStatement_ReadsAsItWas_AndHashesAlike()
    {
        var written = new ReadStatement(
            StatementSource.Bank,
            "GB33BUKB20201555555555",
            "A, \"quoted\" one",
            Currency.Of("GBP"),
            500,
            -1_500,
            new(2026, 11, 19),
            new(2026, 11, 20),
            [
                new(
                    3,
                    StatementLineKind.Debit,
                    -3_000,
                    0,
                    new(2026, 11, 19),
                    "PAYOUT-1",
                    Text: "a\nb"
                ),
                new(
                    5,
                    StatementLineKind.Return,
                    1_000,
                    0,
                    new(2026, 11, 20),
                    "PAYOUT-2",
                    ReasonCode: "AC04"
                ),
            ]
        );

        var read = Assert.Single(
            (await ReadAsync(Encoding.UTF8.GetString(StatementWriter.Csv(written)))).Value
        );

        Assert.Equal(written with { Lines = read.Lines }, read);
        Assert.Equal(
            written.Lines.Select(l => l with { Row = 0 }),
            read.Lines.Select(l => l with { Row = 0 })
        );
        Assert.Equal(written.ContentHash(), read.ContentHash());
    }

    private static Task<Result<IReadOnlyList<ReadStatement>>> ReadAsync(string text) =>
        ReadAsync(Encoding.UTF8.GetBytes(text));

    private static async Task<Result<IReadOnlyList<ReadStatement>>> ReadAsync(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return await StatementFiles.ReadAsync(stream, default);
    }

    private static byte[] Sample(string version) =>
        File.ReadAllBytes(
            Path.Combine(AppContext.BaseDirectory, "Settlement", "Samples", $"{version}.xml")
        );
}
