using System.ComponentModel.DataAnnotations;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;

namespace Portal.Core.Settlement.Reconciliation;

/// <param name="Account">Which of <see cref="BearingAccounts"/>.</param>
/// <param name="Reason">For whoever reads the books.</param>
public sealed record BookDifferenceCommand(
    DifferenceId Difference,
    AccountKind Account,
    [property: Required, StringLength(Reconciliation.Difference.MaxReasonLength, MinimumLength = 3)]
        string Reason
);

/// <summary>Accounts that a person may have bear a difference.</summary>
public static class BearingAccounts
{
    public static readonly IReadOnlyList<AccountKind> All =
    [
        AccountKind.Fees,
        AccountKind.Suspense,
        AccountKind.Commission,
    ];
}

/// <summary>
/// Books a line of a statement that has no counterpart, or takes what a gateway never had off its account. Refuses as
/// <see cref="ResolveDifference"/> does, an account that may not bear differences, and payouts a bank's statement lacks.
/// </summary>
public sealed class BookDifference(ResolveDifference resolve, ReconciliationBooks books)
{
    public async Task<Result> HandleAsync(BookDifferenceCommand command, CancellationToken ct)
    {
        var input = InputCheck.Of(command);
        if (input.Failed)
        {
            return input;
        }

        if (!BearingAccounts.All.Contains(command.Account))
        {
            return Error.InvalidField("account", "This account cannot bear a difference.");
        }

        return await resolve.RunAsync(
            command.Difference,
            ResolutionKind.Booked,
            command.Reason,
            at => BookAsync(at, command, ct),
            ct
        );
    }

    private async Task<Result<Resolution>> BookAsync(
        DifferenceAtHand at,
        BookDifferenceCommand command,
        CancellationToken ct
    )
    {
        var difference = at.Difference;
        if (difference.LineId is null && difference.TargetKind is MatchTarget.Payout)
        {
            return ReconciliationErrors.NotBookable;
        }

        var amount = at.Line?.Amount ?? difference.Amount;
        var fee = at.Line?.OpenFeeMinor ?? 0;
        var key = difference.NextEntryKey;
        var booked = await books.BookAsync(
            at.Transaction,
            [
                books.Entry(
                    key,
                    ReconciliationBooks.Resolved,
                    new("difference", difference.Id.Value),
                    command.Reason.Trim(),
                    [
                        (
                            books.Of(difference.Source, difference.Account, amount.Currency),
                            amount.Minor - fee
                        ),
                        (books.Own(command.Account, amount.Currency), -amount.Minor),
                        (books.Own(AccountKind.Fees, amount.Currency), fee),
                    ]
                ),
            ],
            ct
        );
        if (booked.Failed)
        {
            return booked.Error;
        }

        at.Line?.Book(key);
        return new Resolution(key, difference.Amount);
    }
}
