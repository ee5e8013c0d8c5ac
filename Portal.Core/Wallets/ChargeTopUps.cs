using Npgsql;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Payments.Contracts;
using Portal.Core.Tenancy.Contracts;
using Portal.Core.Wallets.Contracts;

namespace Portal.Core.Wallets;

/// <summary>A top-up that this worker has to ask its gateway about.</summary>
/// <param name="Attempt">Number of this try.</param>
/// <param name="Reference">The gateway's own number of the charge, if it ever told one.</param>
/// <param name="Age">Since it was asked for.</param>
/// <param name="MayHaveBeenCharged">An earlier try may have reached the gateway, so it is asked before it is charged.</param>
public sealed record DueTopUp(
    WalletTopUpId Id,
    WalletId Wallet,
    int Attempt,
    string Key,
    string Gateway,
    Money Amount,
    string? Reference,
    TimeSpan Age,
    bool MayHaveBeenCharged
);

/// <summary>What became of the top-ups of one round.</summary>
/// <param name="Asked">How many gateways were asked about; 0 when nothing was due.</param>
/// <param name="Waiting">How many wait for their buyers to pay at the gateway's address.</param>
public sealed record TopUpRound(
    int Asked,
    int Captured,
    int Declined,
    int Unknown,
    int Waiting = 0
);

/// <summary>
/// Charges what is due: a batch is claimed and committed, the gateway is asked outside any transaction, and each
/// answer is written with its entry. Any number may run at once. Refuses without the right.
/// </summary>
public sealed class ChargeTopUps(
    PortalConnections connections,
    PaymentGateways gateways,
    RecordTopUpAnswer record,
    CurrentUser user,
    CurrentTenant tenant
)
{
    private const int BatchSize = 20;

    /// <summary>A top-up pays for no order.</summary>
    private const long NoOrder = 0;

    /// <summary>One batch. What was begun is also ended when asked to stop.</summary>
    public async Task<Result<TopUpRound>> HandleAsync(CancellationToken stopping)
    {
        if (!await user.MayAsync(WalletPermissions.TopUp, stopping))
        {
            return Error.Forbidden;
        }

        var due = await ClaimAsync(stopping);
        var answers = await Task.WhenAll(
            due.Select(async topUp => (TopUp: topUp, Answer: await AskAsync(topUp)))
        );
        var refused = Result.Ok;
        foreach (var (topUp, answer) in answers)
        {
            // One the books refuse stays as charging and is asked about when its lease ends; the others go on.
            var written = await record.WriteAsync(topUp, answer, CancellationToken.None);
            refused = refused.Failed ? refused : written;
        }

        return refused.Failed
            ? refused.Error
            : new TopUpRound(
                due.Count,
                Count(WalletTopUpStatus.Captured),
                Count(WalletTopUpStatus.Declined),
                Count(WalletTopUpStatus.Unknown),
                Count(WalletTopUpStatus.Waiting)
            );

        int Count(WalletTopUpStatus status) =>
            answers.Count(a => RecordTopUpAnswer.StatusOf(a.Answer.Verdict) == status);
    }

    private async Task<IReadOnlyList<DueTopUp>> ClaimAsync(CancellationToken ct)
    {
        await using var connection = await connections.OpenAsync(ct);
        await using var claim = new NpgsqlCommand(TopUpsSql.Claim, connection)
        {
            Parameters =
            {
                SqlValue.Of(tenant.Id.Value),
                SqlValue.Of(BatchSize),
                // It asks at most twice, and writes the answers one after the other.
                SqlValue.Of(gateways.Timeout * 4 + TimeSpan.FromMinutes(1)),
            },
        };
        var due = new List<DueTopUp>();
        // A claim that may have been committed must also be known here, so it is not cancelled half-way.
        await using var reader = await claim.ExecuteReaderAsync(CancellationToken.None);
        while (await reader.ReadAsync(CancellationToken.None))
        {
            due.Add(
                new DueTopUp(
                    new WalletTopUpId(reader.GetInt64(0)),
                    new WalletId(reader.GetInt64(1)),
                    reader.GetInt32(2),
                    reader.GetString(3),
                    reader.GetString(4),
                    new Money(reader.GetInt64(5), Currency.Of(reader.GetString(6))),
                    await reader.IsDBNullAsync(8, CancellationToken.None)
                        ? null
                        : reader.GetString(8),
                    reader.GetFieldValue<TimeSpan>(9),
                    reader.GetBoolean(7)
                )
            );
        }

        return due;
    }

    // Not the stopping token: an answer under way is worth waiting for, and the gateway has its timeout.
    private async Task<GatewayAnswer> AskAsync(DueTopUp topUp)
    {
        if (gateways.Of(topUp.Gateway) is not { } gateway)
        {
            return new GatewayAnswer(
                GatewayVerdict.Unknown,
                Message: $"The gateway {topUp.Gateway} is not configured here."
            );
        }

        var charge = new ChargeRequest(
            tenant.Id,
            NoOrder,
            topUp.Key,
            topUp.Amount,
            topUp.Reference,
            topUp.Age
        );
        if (topUp.MayHaveBeenCharged)
        {
            var found = await gateway.FindAsync(charge, CancellationToken.None);
            if (found.Verdict is not GatewayVerdict.NeverSeen)
            {
                return found;
            }
        }

        return await gateway.ChargeAsync(charge, CancellationToken.None);
    }
}
