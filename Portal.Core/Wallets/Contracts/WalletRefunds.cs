using Npgsql;
using Portal.Core.Kernel;
using Portal.Core.Orders.Contracts;
using Portal.Core.Payments.Contracts;

namespace Portal.Core.Wallets.Contracts;

/// <summary>A refund that its buyer gets into their wallet.</summary>
public sealed record WalletRefund(RefundId Id, OrderId Order, CustomerId Customer, Money Amount);

/// <summary>
/// Puts refunds into wallets at once, in the caller's transaction, which has recorded them; never commits. After
/// a refusal, which is a closed wallet's, the caller has to roll back.
/// </summary>
public sealed class WalletRefunds(OpenWallets wallets, WalletBooks books)
{
    public async Task<Result> HandleAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        WalletRefund refund,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(refund);
        var wallet = await wallets.OpenAsync(
            connection,
            transaction,
            refund.Customer,
            refund.Amount.Currency,
            ct
        );
        return await books.RefundAsync(connection, transaction, wallet, refund, ct);
    }
}
