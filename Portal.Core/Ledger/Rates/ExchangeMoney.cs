using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Ledger.Rates;

/// <param name="Key">Of this request: the same one is one exchange.</param>
/// <param name="From">What left the bank account; above zero.</param>
/// <param name="To">What came in instead, in another currency; above zero.</param>
/// <param name="BankReference">How the bank's statement names it.</param>
public sealed record ExchangeMoneyCommand(
    [property: Required, StringLength(80, MinimumLength = 1)] string Key,
    Money From,
    Money To,
    [property: Required, StringLength(100, MinimumLength = 3)] string BankReference
);

/// <summary>
/// Books what the tenant's bank changed from one currency into another: out of the bank in the first, into the bank in the
/// second, and the other sides on the exchange accounts, whose worth at today's rates is what exchanges have won or lost.
/// Refuses without the right, amounts that are not above zero, one currency twice, a pair without reference rate, and a rate
/// far from it.
/// </summary>
public sealed class ExchangeMoney(
    IDbContextFactory<PortalDbContext> contexts,
    RateQueries rates,
    OpenAccounts accounts,
    PostEntries post,
    RateOptions options,
    CurrentUser user,
    CurrentTenant tenant,
    TimeProvider clock
)
{
    public async Task<Result<ExchangeId>> HandleAsync(
        ExchangeMoneyCommand command,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(LedgerPermissions.Exchange, ct))
        {
            return Error.Forbidden;
        }

        var input = Check(command);
        if (input.Failed)
        {
            return input.Error;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        if (
            await db.Exchanges.AsNoTracking().SingleOrDefaultAsync(e => e.Key == command.Key, ct) is
            { } known
        )
        {
            return IsSame(known, command) ? known.Id : RateErrors.KeyReused;
        }

        var reference = await rates.BetweenAsync(
            command.From.Currency,
            command.To.Currency,
            null,
            ct
        );
        if (reference is null)
        {
            return RateErrors.NoRate(command.From.Currency, command.To.Currency);
        }

        var exchange = new Exchange
        {
            Key = command.Key,
            FromCurrency = command.From.Currency,
            FromMinor = command.From.Minor,
            ToCurrency = command.To.Currency,
            ToMinor = command.To.Minor,
            ReferenceRate = reference.Value,
            RateDay = reference.Day,
            BankReference = command.BankReference.Trim(),
            BookedAt = clock.GetUtcNow(),
        };
        if (Math.Abs(exchange.DeviationPercent) > options.MaxDeviationPercent)
        {
            return RateErrors.FarFromReference(
                exchange.DeviationPercent,
                options.MaxDeviationPercent
            );
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        db.Exchanges.Add(exchange);
        var saved = await db.SaveAsync(ct, ("ux_exchanges_tenant_id_key", RateErrors.KeyReused));
        if (saved.Failed)
        {
            return saved.Error;
        }

        var (connection, sql) = PortalDbContext.SqlOf(transaction);
        var booked = await BookAsync(connection, sql, exchange, ct);
        if (booked.Failed)
        {
            return booked.Error;
        }

        await transaction.CommitAsync(ct);
        return exchange.Id;
    }

    private static Result Check(ExchangeMoneyCommand command)
    {
        var input = InputCheck.Of(command);
        if (input.Failed)
        {
            return input;
        }

        if (command.From.Currency == command.To.Currency)
        {
            return RateErrors.SameCurrency;
        }

        return command.From.Minor <= 0
                ? Error.InvalidField("from", "The amount must be above zero.")
            : command.To.Minor <= 0 ? Error.InvalidField("to", "The amount must be above zero.")
            : Result.Ok;
    }

    private async Task<Result> BookAsync(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        Exchange exchange,
        CancellationToken ct
    )
    {
        var (from, to) = (exchange.FromCurrency, exchange.ToCurrency);
        var opened = await accounts.HandleAsync(
            connection,
            transaction,
            [
                Of(AccountKind.Bank, from),
                Of(AccountKind.ForeignExchange, from),
                Of(AccountKind.Bank, to),
                Of(AccountKind.ForeignExchange, to),
            ],
            ct
        );
        var entry = new EntryDraft(
            tenant.Id,
            $"exchange-{exchange.Id.Value}",
            "ledger.exchanged",
            new EventSubject("exchange", exchange.Id.Value),
            $"{exchange.From} changed into {exchange.To}: {exchange.BankReference}",
            [
                new(opened[Of(AccountKind.ForeignExchange, from)], exchange.From),
                new(opened[Of(AccountKind.Bank, from)], exchange.From * -1),
                new(opened[Of(AccountKind.Bank, to)], exchange.To),
                new(opened[Of(AccountKind.ForeignExchange, to)], exchange.To * -1),
            ]
        );
        var booked = await post.HandleAsync(connection, transaction, [entry], ct);
        return booked.Failed ? booked.Error : Result.Ok;
    }

    private AccountKey Of(AccountKind kind, Currency currency) =>
        new(tenant.Id, kind, currency, AccountOwner.Tenant);

    private static bool IsSame(Exchange known, ExchangeMoneyCommand command) =>
        known.From == command.From
        && known.To == command.To
        && known.BankReference == command.BankReference.Trim();
}
