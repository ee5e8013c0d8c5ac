using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portal.Core.Identity.Contracts;
using Portal.Core.Payments.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Wallets;

/// <summary>
/// The gateway of ways to pay with the wallet. It is our own books: a charge is the entry that takes the money out of
/// the wallet, and its key is what makes it one charge.
/// </summary>
public sealed class WalletGateway(IServiceScopeFactory scopes) : IPaymentGateway
{
    public const string GatewayName = RefundRequestsSql.Wallet;

    public string Name => GatewayName;

    /// <summary>None: a charge is refused once its attempt has ended, so a late one does no harm.</summary>
    public TimeSpan Timeout => TimeSpan.Zero;

    public Task<GatewayAnswer> ChargeAsync(ChargeRequest charge, CancellationToken ct) =>
        AskAsync(charge.Tenant, pay => pay.PayAsync(charge, ct), Unknown);

    public Task<GatewayAnswer> FindAsync(ChargeRequest charge, CancellationToken ct) =>
        AskAsync(charge.Tenant, pay => pay.FindPaymentAsync(charge, ct), Unknown);

    public Task<RefundAnswer> RefundAsync(RefundRequest refund, CancellationToken ct) =>
        AskAsync(refund.Tenant, pay => pay.ReturnAsync(refund, ct), UnknownRefund);

    public Task<RefundAnswer> FindRefundAsync(RefundRequest refund, CancellationToken ct) =>
        AskAsync(refund.Tenant, pay => pay.FindReturnAsync(refund, ct), UnknownRefund);

    private async Task<T> AskAsync<T>(
        TenantId tenant,
        Func<PayFromWallet, Task<T>> ask,
        Func<string, T> unknown
    )
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Enter(tenant);
        scope.ServiceProvider.GetRequiredService<Actor>().ActAsWorker();
        try
        {
            return await ask(scope.ServiceProvider.GetRequiredService<PayFromWallet>());
        }
        catch (NpgsqlException)
        {
            // Also when the commit was on its way: whether it came through is asked by the key.
            return unknown("The books could not be reached.");
        }
    }

    private static GatewayAnswer Unknown(string message) =>
        new(GatewayVerdict.Unknown, Message: message);

    private static RefundAnswer UnknownRefund(string message) =>
        new(RefundVerdict.Unknown, Message: message);
}
