using System.Globalization;
using Npgsql;
using Portal.Core.Events.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Settlement.Contracts;

namespace Portal.Core.Chargebacks;

/// <summary>Books what became of chargebacks, in the caller's transaction; after a refusal the caller has to roll back.</summary>
public sealed class ChargebackBooks(OpenAccounts accounts, PostEntries entries)
{
    /// <summary>Kind of the entry by which the gateway has taken it.</summary>
    public const string Opened = "chargeback.opened";

    /// <summary>Kind of the entry by which the gateway has it again.</summary>
    public const string Won = "chargeback.won";

    /// <summary>The money is no longer with the gateway and not decided; the fee is lost.</summary>
    internal Task<Result> OpenAsync(
        NpgsqlTransaction transaction,
        Chargeback chargeback,
        CancellationToken ct
    ) =>
        MoveAsync(
            transaction,
            new GatewayMovement(
                chargeback.TenantId,
                GatewayMovementKind.Chargeback,
                chargeback.Id.Value,
                chargeback.Gateway,
                chargeback.Reference,
                chargeback.Amount * -1,
                chargeback.FeeMinor,
                KeyOf("opened", chargeback),
                chargeback.RecordedAt
            ),
            chargeback,
            Opened,
            $"Taken back by the buyer's bank through {chargeback.Gateway}: {chargeback.Reference}.",
            [
                (Disputed(chargeback), chargeback.AmountMinor),
                (Own(AccountKind.Fees, chargeback), chargeback.FeeMinor),
                (Clearing(chargeback), -chargeback.AmountMinor - chargeback.FeeMinor),
            ],
            ct
        );

    internal Task<Result> WinAsync(
        NpgsqlTransaction transaction,
        Chargeback chargeback,
        CancellationToken ct
    ) =>
        MoveAsync(
            transaction,
            new GatewayMovement(
                chargeback.TenantId,
                GatewayMovementKind.ChargebackWon,
                chargeback.Id.Value,
                chargeback.Gateway,
                chargeback.Reference,
                chargeback.Amount,
                0,
                KeyOf("won", chargeback),
                chargeback.EndedAt!.Value
            ),
            chargeback,
            Won,
            $"The buyer's bank gave it back through {chargeback.Gateway}: {chargeback.Reference}.",
            [
                (Clearing(chargeback), chargeback.AmountMinor),
                (Disputed(chargeback), -chargeback.AmountMinor),
            ],
            ct
        );

    /// <summary>What is owed to the buyer as a refund has left with the chargeback.</summary>
    internal Task<Result> LoseAsync(
        NpgsqlTransaction transaction,
        Chargeback chargeback,
        CancellationToken ct
    ) =>
        BookAsync(
            transaction,
            chargeback,
            RefundEntryKeys.Sent(chargeback.RefundId!.Value),
            RefundEntryKeys.SentKind,
            $"The buyer's bank has it: chargeback {chargeback.Reference} was lost.",
            [
                (Own(AccountKind.Refunds, chargeback), chargeback.AmountMinor),
                (Disputed(chargeback), -chargeback.AmountMinor),
            ],
            ct
        );

    /// <summary>Books what a line of the gateway's statement will tell of.</summary>
    private async Task<Result> MoveAsync(
        NpgsqlTransaction transaction,
        GatewayMovement moved,
        Chargeback chargeback,
        string kind,
        string description,
        IReadOnlyCollection<(AccountKey Account, long Minor)> postings,
        CancellationToken ct
    )
    {
        var booked = await BookAsync(
            transaction,
            chargeback,
            moved.EntryKey,
            kind,
            description,
            postings,
            ct
        );
        if (booked.Failed)
        {
            return booked;
        }

        await GatewayMovements.ExpectAsync(transaction, moved, ct);
        return Result.Ok;
    }

    private async Task<Result> BookAsync(
        NpgsqlTransaction transaction,
        Chargeback chargeback,
        string key,
        string kind,
        string description,
        IReadOnlyCollection<(AccountKey Account, long Minor)> postings,
        CancellationToken ct
    )
    {
        var moved = postings.Where(p => p.Minor != 0).ToList();
        var open = await accounts.HandleAsync(
            transaction.Connection!,
            transaction,
            moved.ConvertAll(p => p.Account),
            ct
        );
        var booked = await entries.HandleAsync(
            transaction.Connection!,
            transaction,
            [
                new EntryDraft(
                    chargeback.TenantId,
                    key,
                    kind,
                    new EventSubject("order", chargeback.OrderId.Value),
                    description,
                    moved.ConvertAll(p => new PostingDraft(
                        open[p.Account],
                        new Money(p.Minor, chargeback.Currency)
                    ))
                ),
            ],
            ct
        );
        return booked.Failed ? booked.Error : Result.Ok;
    }

    private static string KeyOf(string what, Chargeback chargeback) =>
        string.Create(CultureInfo.InvariantCulture, $"chargeback-{what}-{chargeback.Id.Value}");

    private static AccountKey Disputed(Chargeback chargeback) =>
        Own(AccountKind.Chargebacks, chargeback);

    private static AccountKey Own(AccountKind kind, Chargeback chargeback) =>
        new(chargeback.TenantId, kind, chargeback.Currency, AccountOwner.Tenant);

    private static AccountKey Clearing(Chargeback chargeback) =>
        new(
            chargeback.TenantId,
            AccountKind.GatewayClearing,
            chargeback.Currency,
            AccountOwner.Named(chargeback.Gateway)
        );
}
