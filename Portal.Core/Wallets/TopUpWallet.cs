using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Core.Data;
using Portal.Core.Data.Idempotency;
using Portal.Core.Identity.Contracts;
using Portal.Core.Jobs.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Payments.Contracts;

namespace Portal.Core.Wallets;

/// <param name="Customer">The buyer's reference in the app's books.</param>
/// <param name="Amount">Its currency says which of their wallets.</param>
public sealed record TopUpWalletCommand(
    [property: Required, StringLength(100, MinimumLength = 1)] string Customer,
    Money Amount
);

/// <summary>
/// Asks for money of a buyer to be charged into their wallet, which is opened by its first use. The worker charges it:
/// nothing has moved when this returns. Refuses without the right, an unknown buyer, and what is beyond a limit.
/// </summary>
public sealed class TopUpWallet(
    IDbContextFactory<PortalDbContext> contexts,
    OpenWallets wallets,
    KeyedCall call,
    JobRequests jobs,
    PaymentGateways gateways,
    CurrentUser user,
    TimeProvider clock
)
{
    /// <summary>The job's name in the worker's schedule.</summary>
    public const string JobKind = "wallets.charge_top_ups";

    public async Task<Result<WalletTopUpView>> HandleAsync(
        TopUpWalletCommand command,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(WalletPermissions.TopUp, ct))
        {
            return Error.Forbidden;
        }

        if (InputCheck.Of(command) is { Failed: true } mistakes)
        {
            return mistakes.Error;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (connection, inner) = PortalDbContext.SqlOf(transaction);
        var allowed = await LockAsync(connection, inner, command, ct);
        if (allowed.Failed)
        {
            return allowed.Error;
        }

        var asked = await NewAsync(connection, inner, command.Amount, ct);
        var isAsked = await call.WriteAsync(
            connection,
            inner,
            TopUpsSql.Request,
            [
                SqlValue.Of(db.Tenant.Id.Value),
                SqlValue.Of(asked.Id.Value),
                SqlValue.Of(allowed.Value.Id.Value),
                SqlValue.Of(asked.Amount.Minor),
                SqlValue.Of(asked.Amount.Currency.Code),
                SqlValue.Of(KeyOf(asked.Id)),
                SqlValue.Of(asked.Gateway),
                SqlValue.Of(asked.RequestedAt),
            ],
            asked,
            ct
        );
        if (!isAsked)
        {
            return KeyedCallErrors.StillRunning;
        }

        await jobs.EnqueueAsync(db, new JobRequest(JobKind, JobQueue.High), ct);
        var saved = await db.SaveAsync(ct);
        if (saved.Failed)
        {
            return saved.Error;
        }

        await transaction.CommitAsync(ct);
        return asked;
    }

    private async Task<Result<LockedWallet>> LockAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        TopUpWalletCommand command,
        CancellationToken ct
    )
    {
        var reference = command.Customer.Trim();
        if (
            await wallets.FindCustomerAsync(connection, transaction, reference, ct)
            is not { } customer
        )
        {
            return WalletErrors.CustomerNotFound;
        }

        var id = await wallets.OpenAsync(
            connection,
            transaction,
            customer,
            command.Amount.Currency,
            ct
        );
        if (await wallets.LockAsync(connection, transaction, id, ct) is not { } wallet)
        {
            return WalletErrors.NotFound;
        }

        var fits = WalletPolicy.CheckTopUp(wallet.Limits, wallet.Standing, command.Amount);
        return fits.Failed ? fits.Error : wallet;
    }

    private async Task<WalletTopUpView> NewAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        Money amount,
        CancellationToken ct
    )
    {
        await using var next = new NpgsqlCommand(TopUpsSql.NextId, connection, transaction);
        var id = new WalletTopUpId((long)(await next.ExecuteScalarAsync(ct))!);
        return new WalletTopUpView(
            id,
            amount,
            WalletTopUpStatus.Requested,
            gateways.Usual.Name,
            PaymentUrl: null,
            DeclineCode: null,
            Message: null,
            clock.GetUtcNow(),
            EndedAt: null
        );
    }

    private static string KeyOf(WalletTopUpId id) =>
        string.Create(CultureInfo.InvariantCulture, $"top-up-{id.Value}");
}
