using Portal.Core.Data;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Orders.Contracts;
using Portal.Core.Payments.Contracts;

namespace Portal.Core.Wallets;

/// <summary>
/// Moves the money of one order's charge out of its buyer's wallet, or that of a refund back, each in a transaction of
/// its own and under its key: asked again, it moves nothing more. What a wallet does not have the ledger refuses
/// under the lock of its balance, so that any number at once never overdraw it.
/// </summary>
public sealed class PayFromWallet(
    PortalConnections connections,
    OpenWallets wallets,
    WalletBooks books,
    BookedEntries entries
)
{
    public async Task<GatewayAnswer> PayAsync(ChargeRequest charge, CancellationToken ct)
    {
        await using var connection = await connections.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (!await OpenCharges.LockAsync(connection, transaction, charge, ct))
        {
            return await FindPaymentAsync(charge, ct);
        }

        var order = new OrderId(charge.OrderId);
        if (await wallets.FindBuyerAsync(connection, transaction, order, ct) is not { } customer)
        {
            return Declined(
                "no_wallet",
                "The order names no customer, so there is no wallet to pay it with."
            );
        }

        var currency = charge.Amount.Currency;
        var wallet = await wallets.OpenAsync(connection, transaction, customer, currency, ct);
        var booked = await books.PayAsync(connection, transaction, wallet, charge, ct);
        if (booked.Failed)
        {
            return booked.Error.Code switch
            {
                "ledger.insufficient_funds" => Declined(
                    "insufficient_balance",
                    "There is not enough money in the wallet."
                ),
                "wallets.closed" => Declined("wallet_closed", booked.Error.Message),
                _ => new GatewayAnswer(GatewayVerdict.Unknown, Message: booked.Error.Message),
            };
        }

        await transaction.CommitAsync(ct);
        return new GatewayAnswer(GatewayVerdict.Captured, WalletBooks.PayKey(charge.Key));
    }

    public async Task<GatewayAnswer> FindPaymentAsync(ChargeRequest charge, CancellationToken ct)
    {
        var key = WalletBooks.PayKey(charge.Key);
        return await IsBookedAsync(key, ct)
            ? new GatewayAnswer(GatewayVerdict.Captured, key)
            : new GatewayAnswer(GatewayVerdict.NeverSeen);
    }

    public async Task<RefundAnswer> ReturnAsync(RefundRequest refund, CancellationToken ct)
    {
        await using var connection = await connections.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var order = new OrderId(refund.OrderId);
        if (await wallets.FindBuyerAsync(connection, transaction, order, ct) is not { } customer)
        {
            return new RefundAnswer(
                RefundVerdict.Refused,
                Code: "no_wallet",
                Message: "The order names no customer, so there is no wallet to give it back to.",
                MayPass: false
            );
        }

        var currency = refund.Amount.Currency;
        var wallet = await wallets.OpenAsync(connection, transaction, customer, currency, ct);
        var booked = await books.ReturnAsync(connection, transaction, wallet, refund, ct);
        if (booked.Failed)
        {
            return booked.Error == WalletErrors.Closed
                ? new RefundAnswer(
                    RefundVerdict.Refused,
                    Code: "wallet_closed",
                    Message: booked.Error.Message,
                    MayPass: false
                )
                : new RefundAnswer(RefundVerdict.Unknown, Message: booked.Error.Message);
        }

        await transaction.CommitAsync(ct);
        return new RefundAnswer(RefundVerdict.Sent, WalletBooks.ReturnKey(refund.Key));
    }

    public async Task<RefundAnswer> FindReturnAsync(RefundRequest refund, CancellationToken ct)
    {
        var key = WalletBooks.ReturnKey(refund.Key);
        return await IsBookedAsync(key, ct)
            ? new RefundAnswer(RefundVerdict.Sent, key)
            : new RefundAnswer(RefundVerdict.NeverSeen);
    }

    private async Task<bool> IsBookedAsync(string key, CancellationToken ct) =>
        (await entries.FindAsync([key], ct)).Count > 0;

    private static GatewayAnswer Declined(string code, string message) =>
        new(GatewayVerdict.Declined, DeclineCode: code, Message: message);
}
