using Portal.Core.Data;
using Portal.Core.Data.Export;

namespace Portal.Core.Ledger;

/// <summary>The books as tables for files.</summary>
public static class LedgerExport
{
    public static ExportTable Of(AccountStatement statement) =>
        new(
            "Postings",
            [
                "Booked",
                "Entry",
                "Kind",
                "About",
                "About id",
                "Description",
                "Change",
                "Balance",
                "Currency",
            ],
            [
                .. statement.Lines.Select(l =>
                    (object?[])
                        [
                            l.BookedAt,
                            l.EntryId.Value,
                            l.Kind,
                            l.ReferenceKind,
                            l.ReferenceId,
                            l.Description,
                            l.Change.Major,
                            l.BalanceAfter.Major,
                            l.Change.Currency.Code,
                        ]
                ),
            ]
        );

    public static ExportTable Of(TrialBalance balance) =>
        new(
            "Trial balance",
            ["Day", "Currency", "Kind", "Accounts", "Debit", "Credit"],
            [
                .. balance.Rows.Select(r =>
                    (object?[])
                        [
                            balance.Day,
                            r.Debit.Currency.Code,
                            SnakeCase.Of(r.Kind),
                            r.Accounts,
                            r.Debit.Major,
                            r.Credit.Major,
                        ]
                ),
                .. balance.Totals.Select(t =>
                    (object?[])
                        [
                            balance.Day,
                            t.Debit.Currency.Code,
                            "Total",
                            null,
                            t.Debit.Major,
                            t.Credit.Major,
                        ]
                ),
            ]
        );
}
