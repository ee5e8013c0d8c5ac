using System.Globalization;
using Portal.Core.Data;
using Portal.Core.Settlement.Payouts;

namespace Portal.Jobs.Commands;

/// <summary>What the command line says of payouts.</summary>
internal static class PayoutText
{
    public static string LineOf(PayoutRun run) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"Run {run.Id.Value}: {SnakeCase.Of(run.Status)}, {run.Count} payouts, {run.Total}, submitted {run.SubmittedAt:yyyy-MM-dd HH:mm}Z by {run.SubmittedByName}{(run.ApprovedByName is { } by ? $", approved by {by}" : "")}"
        );

    /// <summary>With how many of it go which way.</summary>
    public static string LineOf(PayoutRun run, IEnumerable<PayoutWay> ways) =>
        $"{LineOf(run)} ({string.Join(", ", ways.Select(w => string.Create(CultureInfo.InvariantCulture, $"{w.Count} by {SnakeCase.Of(w.Method)}")))})";

    public static string TextOf(PayoutPreview preview)
    {
        var paid = preview.Paid.Count();
        return string.Join(
            Environment.NewLine,
            [
                .. preview.Candidates.Select(c =>
                    c.Candidate.Skip is { } skip
                        ? $"{c.SellerName}: not paid, {SnakeCase.Of(skip)}, balance {c.Money(c.Candidate.BalanceMinor)}"
                        : $"{c.SellerName}: {c.Money(c.Candidate.AmountMinor)} by {SnakeCase.Of(c.Candidate.Account!.Method)}"
                ),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{paid} {(paid == 1 ? "shop is" : "shops are")} paid {preview.Total}; {preview.Left} stays with others."
                ),
            ]
        );
    }

    public static object PreviewLine(PayoutCandidateRow row) =>
        new
        {
            SellerId = row.Candidate.Seller.Value,
            row.SellerName,
            Currency = row.Currency.Code,
            Balance = row.Money(row.Candidate.BalanceMinor).Major,
            Reserve = row.Money(row.Candidate.ReserveMinor).Major,
            Amount = row.Money(row.Candidate.AmountMinor).Major,
            Method = row.Candidate.Account is { } account ? SnakeCase.Of(account.Method) : null,
            Skip = row.Candidate.Skip is { } skip ? SnakeCase.Of(skip) : null,
        };
}
