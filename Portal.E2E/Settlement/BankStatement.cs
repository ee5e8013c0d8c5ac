using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace Portal.E2E.Settlement;

/// <summary>What a bank says after it carried out a payment order: every payment but the last, and the first without its name.</summary>
internal static class BankStatement
{
    public static byte[] Of(XDocument order)
    {
        var space = order.Root!.Name.Namespace;
        var payments = order
            .Descendants(space + "CdtTrfTxInf")
            .Select(t =>
                (
                    Name: t.Descendants(space + "EndToEndId").Single().Value,
                    Amount: decimal.Parse(
                        t.Descendants(space + "InstdAmt").Single().Value,
                        CultureInfo.InvariantCulture
                    ),
                    Currency: t.Descendants(space + "InstdAmt").Single().Attribute("Ccy")!.Value
                )
            )
            .ToList();
        var paid = payments[..^1];
        var number = order.Descendants(space + "MsgId").Single().Value;
        var day = TimeProvider
            .System.GetUtcNow()
            .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var text = new StringBuilder("statement,account,type,date,amount,currency,key\n");
        Add("opening", 0, "");
        for (var i = 0; i < paid.Count; i++)
        {
            Add("debit", -paid[i].Amount, i == 0 ? "" : paid[i].Name);
        }

        Add("closing", -paid.Sum(p => p.Amount), "");
        return Encoding.UTF8.GetBytes(text.ToString());

        void Add(string type, decimal amount, string key) =>
            text.Append(
                CultureInfo.InvariantCulture,
                $"{number},GB29NWBK60161331926819,{type},{day},{amount:0.00},{payments[0].Currency},{key}\n"
            );
    }
}
