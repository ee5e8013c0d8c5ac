using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Core.Data;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Settlement.Payouts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Reconciliation;

/// <summary>Carries out a match that a person chose, in their act's transaction. After a refusal the caller has to roll back.</summary>
public sealed class HandMatches(
    BookPaidPayouts paid,
    BookReturnedPayout returned,
    ReconciliationBooks books,
    CurrentTenant tenant
)
{
    /// <summary>Whether a line can stand for something of ours that was booked before.</summary>
    internal static bool MayStandFor(StatementLineKind line, MatchTarget target) =>
        line switch
        {
            StatementLineKind.Charge => target is MatchTarget.Charge or MatchTarget.TopUp,
            StatementLineKind.Refund or StatementLineKind.Debit => target is MatchTarget.Refund,
            StatementLineKind.Chargeback => target
                is MatchTarget.Chargeback
                    or MatchTarget.ChargebackWon,
            _ => false,
        };

    /// <summary>Under which gateway's name refunds and charges stand that its account has.</summary>
    internal static string GatewayOf(Difference difference) =>
        difference.Source is StatementSource.Bank ? RefundRequestsSql.Bank : difference.Account;

    internal async Task<Result<Resolution>> ApplyAsync(
        DifferenceAtHand at,
        MatchDifferenceCommand command,
        CancellationToken ct
    ) =>
        (at.Line?.Kind, command.Kind) switch
        {
            ({ } kind, var target) when MayStandFor(kind, target) => await AsBookedAsync(
                at,
                command,
                HandMatchesSql.Of(target),
                ct
            ),
            (StatementLineKind.Debit, MatchTarget.Payout) => await PaidAsync(at, command, ct),
            (StatementLineKind.Return or StatementLineKind.Credit, MatchTarget.PayoutReturn) =>
                await ReturnedAsync(at, command, ct),
            (StatementLineKind.Credit, MatchTarget.Settlement) => await SettledAsync(
                at,
                command,
                ct
            ),
            _ => ReconciliationErrors.NoSuchMatch,
        };

    private async Task<Result<Resolution>> AsBookedAsync(
        DifferenceAtHand at,
        MatchDifferenceCommand command,
        string sql,
        CancellationToken ct
    )
    {
        var line = at.Line!;
        if (
            command.Targets is not [var target]
            || await TargetAsync(at, sql, target, ct) is not var (expected, bookedFee, entryKey)
            || expected.Currency != line.Currency
        )
        {
            return ReconciliationErrors.NoSuchMatch;
        }

        var off = line.Amount - expected;
        var booked = await BookOffAsync(at, command, off, line.FeeMinor - bookedFee, ct);
        if (booked.Failed)
        {
            return booked.Error;
        }

        var feeKey =
            line.FeeMinor == 0 ? null
            : line.FeeMinor == bookedFee ? entryKey
            : booked.Value;
        line.Match(command.Kind, target, entryKey, feeKey);
        return new Resolution(booked.Value, off);
    }

    private async Task<Result<Resolution>> PaidAsync(
        DifferenceAtHand at,
        MatchDifferenceCommand command,
        CancellationToken ct
    )
    {
        var line = at.Line!;
        if (
            await PayoutAsync(at, command, ct) is not { } payout
            || payout.Status is not (PayoutStatus.Sent or PayoutStatus.Paid)
        )
        {
            return ReconciliationErrors.NoSuchMatch;
        }

        var done = await paid.HandleAsync(
            at.Db,
            at.Transaction,
            payout.RunId,
            payout.Currency,
            [payout.Id],
            ct
        );
        if (done.Failed)
        {
            return done.Error;
        }

        var off = line.Amount + payout.Amount;
        var booked = await BookOffAsync(at, command, off, 0, ct);
        if (booked.Failed)
        {
            return booked.Error;
        }

        var key = BankMatches.KeyOf(PayoutBooks.Paid, payout.Id.Value);
        line.Match(MatchTarget.Payout, payout.Id.Value, key, null);
        return new Resolution(booked.Value ?? key, off);
    }

    private async Task<Result<Resolution>> ReturnedAsync(
        DifferenceAtHand at,
        MatchDifferenceCommand command,
        CancellationToken ct
    )
    {
        var line = at.Line!;
        if (
            await PayoutAsync(at, command, ct) is not { } payout
            || payout.Amount != line.Amount
            || payout.PaidAt is null
        )
        {
            return ReconciliationErrors.NoSuchMatch;
        }

        if (payout.Status is PayoutStatus.Paid)
        {
            var reason = BankMatches.ReasonOf(line.ReasonCode, line.Text);
            var done = await returned.HandleAsync(at.Db, at.Transaction, payout.Id, reason, ct);
            if (done.Failed)
            {
                return done.Error;
            }
        }

        var key = BankMatches.KeyOf(PayoutBooks.Returned, payout.Id.Value);
        line.Match(MatchTarget.PayoutReturn, payout.Id.Value, key, null);
        return new Resolution(key, Money.Zero(line.Currency));
    }

    /// <summary>Money of gateways is in the bank: one payment of theirs, or several together.</summary>
    private async Task<Result<Resolution>> SettledAsync(
        DifferenceAtHand at,
        MatchDifferenceCommand command,
        CancellationToken ct
    )
    {
        var line = at.Line!;
        var ids = command.Targets.Distinct().Select(t => new StatementLineId(t)).ToList();
        var parts = await at
            .Db.StatementLines.Where(l =>
                ids.Contains(l.Id)
                && l.Kind == StatementLineKind.Settlement
                && l.Status == StatementLineStatus.Open
                && l.Currency == line.Currency
            )
            .Join(
                at.Db.Statements,
                l => l.StatementId,
                s => s.Id,
                (l, s) => new { Line = l, s.Account }
            )
            .ToListAsync(ct);
        if (parts.Count != ids.Count)
        {
            return ReconciliationErrors.NoSuchMatch;
        }

        var off = parts.Aggregate(line.Amount, (left, p) => left + p.Line.Amount);
        if (off.Minor != 0 && command.Account is null)
        {
            return ReconciliationErrors.AccountNeeded;
        }

        var key = at.Difference.NextEntryKey;
        var booked = await books.BookAsync(
            at.Transaction,
            [
                books.Entry(
                    key,
                    ReconciliationBooks.Settled,
                    new("difference", at.Difference.Id.Value),
                    command.Reason.Trim(),
                    [
                        (
                            books.Of(StatementSource.Bank, at.Difference.Account, line.Currency),
                            line.AmountMinor
                        ),
                        .. parts.Select(p =>
                            (
                                books.Of(StatementSource.Gateway, p.Account, line.Currency),
                                p.Line.AmountMinor
                            )
                        ),
                        (
                            books.Own(command.Account ?? AccountKind.Suspense, line.Currency),
                            -off.Minor
                        ),
                    ]
                ),
            ],
            ct
        );
        if (booked.Failed)
        {
            return booked.Error;
        }

        line.Match(
            MatchTarget.Settlement,
            parts.Count == 1 ? parts[0].Line.Id.Value : null,
            key,
            null
        );
        parts.ForEach(p => p.Line.Match(MatchTarget.Settlement, line.Id.Value, key, null));
        return new Resolution(key, off);
    }

    /// <summary>Books what a line differs by from what it stands for, and its fee. Answers the key, or null when neither is.</summary>
    private async Task<Result<string?>> BookOffAsync(
        DifferenceAtHand at,
        MatchDifferenceCommand command,
        Money off,
        long fee,
        CancellationToken ct
    )
    {
        if (off.Minor == 0 && fee == 0)
        {
            return (string?)null;
        }

        if (off.Minor != 0 && command.Account is null)
        {
            return ReconciliationErrors.AccountNeeded;
        }

        var key = at.Difference.NextEntryKey;
        var booked = await books.BookAsync(
            at.Transaction,
            [
                books.Entry(
                    key,
                    ReconciliationBooks.Resolved,
                    new("difference", at.Difference.Id.Value),
                    command.Reason.Trim(),
                    [
                        (
                            books.Of(at.Difference.Source, at.Difference.Account, off.Currency),
                            off.Minor - fee
                        ),
                        (
                            books.Own(command.Account ?? AccountKind.Suspense, off.Currency),
                            -off.Minor
                        ),
                        (books.Own(AccountKind.Fees, off.Currency), fee),
                    ]
                ),
            ],
            ct
        );
        return booked.Failed ? booked.Error : key;
    }

    private async Task<(Money Expected, long BookedFee, string EntryKey)?> TargetAsync(
        DifferenceAtHand at,
        string sql,
        long target,
        CancellationToken ct
    )
    {
        await using var read = new NpgsqlCommand(sql, at.Transaction.Connection, at.Transaction)
        {
            Parameters =
            {
                SqlValue.Of(tenant.Id.Value),
                SqlValue.Of(target),
                SqlValue.Of(GatewayOf(at.Difference)),
            },
        };
        await using var reader = await read.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? (
                new Money(reader.GetInt64(0), Currency.Of(reader.GetString(1))),
                reader.GetInt64(3),
                reader.GetString(2)
            )
            : null;
    }

    /// <summary>The payout that was named, if it is in the line's currency and no other line stands for it.</summary>
    private static async Task<Payout?> PayoutAsync(
        DifferenceAtHand at,
        MatchDifferenceCommand command,
        CancellationToken ct
    )
    {
        var (line, target) = (at.Line!, command.Targets[0]);
        var payout = await at
            .Db.Payouts.AsNoTracking()
            .SingleOrDefaultAsync(
                p =>
                    p.Id == new PayoutId(target)
                    && p.Currency == line.Currency
                    && p.Method == PayoutMethod.Bank,
                ct
            );
        if (payout is null)
        {
            return null;
        }

        var (kind, run) = (command.Kind, payout.RunId.Value);
        var isTaken = await at.Db.StatementLines.AnyAsync(
            l =>
                l.TargetKind == kind && l.TargetId == target
                || kind == MatchTarget.Payout
                    && l.TargetKind == MatchTarget.PayoutRun
                    && l.TargetId == run,
            ct
        );
        return isTaken ? null : payout;
    }
}
