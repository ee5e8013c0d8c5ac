using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Payments.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Chargebacks.Disputes;

/// <summary>What became of the disputes of one round.</summary>
/// <param name="Asked">How many the gateway was asked about; 0 when nothing was due.</param>
/// <param name="ForPeople">Of which a person has to see to.</param>
/// <param name="Unknown">Of which it did not say.</param>
public sealed record DisputeRound(int Asked, int ForPeople, int Unknown);

/// <summary>
/// Asks a gateway about the disputes that are due and does what follows: opens chargebacks, and ends them as it says. It is asked
/// outside any transaction; each act is one of its own and is done once, however often what caused it is told or found. What
/// cannot be booked waits for a person, with the reason. Any number may run at once. Does nothing where no such gateway is
/// configured. Refuses without the right.
/// </summary>
public sealed class FollowDisputes(
    ClaimDisputes claim,
    IEnumerable<IDisputeGateway> gateways,
    IDbContextFactory<PortalDbContext> contexts,
    PortalConnections connections,
    OpenDisputedChargeback open,
    WinChargeback win,
    LoseChargeback lose,
    CurrentUser user,
    CurrentTenant tenant,
    LiveSignals signals
)
{
    /// <summary>Opened and ended at most, and looked at once more after each.</summary>
    private const int MostSteps = 4;

    /// <summary>One batch. What was begun is also ended when asked to stop.</summary>
    public async Task<Result<DisputeRound>> HandleAsync(CancellationToken stopping)
    {
        if (!await user.MayAsync(ChargebackPermissions.Manage, stopping))
        {
            return Error.Forbidden;
        }

        if (
            gateways.FirstOrDefault() is not { } gateway
            || await claim.DueAsync(stopping) is not { Count: > 0 } due
        )
        {
            return new DisputeRound(0, 0, 0);
        }

        // Not the stopping token: an answer under way is worth waiting for, and the gateway has its timeout.
        var answers = await Task.WhenAll(
            due.Select(async d =>
                (
                    Dispute: d,
                    Answer: await gateway.AskDisputeAsync(d.Reference, CancellationToken.None)
                )
            )
        );
        var (people, unknown) = (0, 0);
        foreach (var (dispute, answer) in answers)
        {
            var ended = await FollowAsync(dispute, answer, CancellationToken.None);
            people += ended is DisputeStatus.NeedsPerson ? 1 : 0;
            unknown += ended is null ? 1 : 0;
        }

        await signals.SendAsync(tenant.Id, LiveSignals.Orders);
        await signals.SendAsync(tenant.Id, LiveSignals.Notifications);
        return new DisputeRound(due.Count, people, unknown);
    }

    /// <summary>Null when nothing is known of it.</summary>
    private async Task<DisputeStatus?> FollowAsync(
        DueDispute dispute,
        DisputeAnswer answer,
        CancellationToken ct
    )
    {
        if (answer.Told is not { } told)
        {
            return answer.IsUnknownThere
                ? await NoteAsync(
                    dispute,
                    null,
                    new DisputeMove(DisputeStep.AskPerson, "The gateway has no such dispute."),
                    ct
                )
                : await DoubtAsync(dispute, answer.Doubt ?? "The gateway did not say.", ct);
        }

        var move = new DisputeMove(DisputeStep.Follow);
        for (var step = 0; step < MostSteps; step++)
        {
            var chargeback = await ChargebackAsync(dispute.Id, ct);
            move = DisputePolicy.Next(told, chargeback?.Status);
            if (move.Step is not (DisputeStep.Open or DisputeStep.Win or DisputeStep.Lose))
            {
                break;
            }

            var done = move.Step switch
            {
                DisputeStep.Open => await open.HandleAsync(new(dispute.Id, told), ct),
                DisputeStep.Win => await win.HandleAsync(new(chargeback!.Value.Id), ct),
                _ => await lose.HandleAsync(new(chargeback!.Value.Id), ct),
            };
            if (!done.Failed || done.Error.Code == ChargebackErrors.AlreadyDecidedCode)
            {
                // A person may have ended it meanwhile. Either way it is looked at once more.
                continue;
            }

            if (done.Error.Kind is ErrorKind.Conflict)
            {
                return await DoubtAsync(dispute, done.Error.Message, ct);
            }

            move = new DisputeMove(DisputeStep.AskPerson, done.Error.Message);
            break;
        }

        return await NoteAsync(dispute, told, move, ct);
    }

    private async Task<(ChargebackId Id, ChargebackStatus Status)?> ChargebackAsync(
        DisputeId dispute,
        CancellationToken ct
    )
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var found = await db
            .GatewayDisputes.Where(d => d.Id == dispute)
            .Join(db.Chargebacks, d => d.ChargebackId, c => c.Id, (d, c) => new { c.Id, c.Status })
            .SingleOrDefaultAsync(ct);
        return found is null ? null : (found.Id, found.Status);
    }

    private async Task<DisputeStatus?> NoteAsync(
        DueDispute dispute,
        DisputeTold? told,
        DisputeMove move,
        CancellationToken ct
    )
    {
        var status = move.Step switch
        {
            DisputeStep.NoteInquiry => DisputeStatus.Inquiry,
            DisputeStep.End => DisputeStatus.Ended,
            DisputeStep.AskPerson => DisputeStatus.NeedsPerson,
            _ => DisputeStatus.Followed,
        };
        await WriteAsync(
            DisputesSql.Told,
            [
                SqlValue.Of(dispute.Id.Value),
                SqlValue.Of(dispute.Attempt),
                SqlValue.Of(SnakeCase.Of(status)),
                SqlValue.OrNull(move.Why, NpgsqlDbType.Text),
                SqlValue.OrNull(
                    status is DisputeStatus.Ended ? null : DisputePolicy.Patrol,
                    NpgsqlDbType.Interval
                ),
                SqlValue.OrNull(told is null ? null : SnakeCase.Of(told.Stage), NpgsqlDbType.Text),
                SqlValue.OrNull(told?.Amount?.Minor, NpgsqlDbType.Bigint),
                SqlValue.OrNull(told?.Amount?.Currency.Code, NpgsqlDbType.Text),
                SqlValue.OrNull(told?.Reason, NpgsqlDbType.Text),
                SqlValue.OrNull(told?.EvidenceDueAt, NpgsqlDbType.TimestampTz),
            ],
            ct
        );
        return status;
    }

    private async Task<DisputeStatus?> DoubtAsync(
        DueDispute dispute,
        string why,
        CancellationToken ct
    )
    {
        await WriteAsync(
            DisputesSql.Doubt,
            [
                SqlValue.Of(dispute.Id.Value),
                SqlValue.Of(dispute.Attempt),
                SqlValue.Of(why),
                SqlValue.Of(DisputePolicy.WaitAfterDoubt(dispute.Doubts + 1)),
            ],
            ct
        );
        return null;
    }

    private async Task WriteAsync(
        string sql,
        IEnumerable<NpgsqlParameter> parameters,
        CancellationToken ct
    )
    {
        await using var connection = await connections.OpenAsync(ct);
        await using var write = new NpgsqlCommand(sql, connection);
        write.Parameters.AddRange(parameters.ToArray());
        await write.ExecuteNonQueryAsync(ct);
    }
}
