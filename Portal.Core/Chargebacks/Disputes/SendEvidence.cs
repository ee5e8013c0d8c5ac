using System.Text.Json;
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

/// <summary>What became of the evidence of one round.</summary>
/// <param name="Asked">How many the gateway was asked about; 0 when nothing was due.</param>
public sealed record EvidenceRound(int Asked, int Sent, int Refused, int Unknown);

/// <summary>
/// Sends the evidence that was submitted: a batch is claimed and its tries are committed, the gateway is asked outside any
/// transaction, and each answer is written with its event in a transaction of its own. One that may have been sent is asked about
/// first, for ever; a refusal waits for a person. Any number may run at once. Does nothing where no such gateway is configured.
/// Refuses without the right.
/// </summary>
public sealed class SendEvidence(
    IDbContextFactory<PortalDbContext> contexts,
    PortalConnections connections,
    IEnumerable<IDisputeGateway> gateways,
    CurrentUser user,
    CurrentTenant tenant,
    LiveSignals signals,
    TimeProvider clock
)
{
    public const int BatchSize = 10;

    /// <summary>How long a worker may take to ask twice and to write; then another asks. More than Stripe may take to answer.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(6);

    /// <summary>One batch. What was begun is also ended when asked to stop.</summary>
    public async Task<Result<EvidenceRound>> HandleAsync(CancellationToken stopping)
    {
        if (!await user.MayAsync(ChargebackPermissions.Manage, stopping))
        {
            return Error.Forbidden;
        }

        if (
            gateways.FirstOrDefault() is not { } gateway
            || await ClaimAsync(stopping) is not { Count: > 0 } due
        )
        {
            return new EvidenceRound(0, 0, 0, 0);
        }

        var answers = await Task.WhenAll(
            due.Select(async d => (Evidence: d, Answer: await AskAsync(gateway, d)))
        );
        var refused = Result.Ok;
        foreach (var (evidence, answer) in answers)
        {
            var written = await WriteAsync(evidence, answer, CancellationToken.None);
            refused = refused.Failed ? refused : written;
        }

        await signals.SendAsync(tenant.Id, LiveSignals.Orders);
        return refused.Failed
            ? refused.Error
            : new EvidenceRound(
                due.Count,
                Count(EvidenceStatus.Sent),
                Count(EvidenceStatus.Refused),
                Count(EvidenceStatus.Unknown)
            );

        int Count(EvidenceStatus status) => answers.Count(a => StatusOf(a.Answer) == status);
    }

    private async Task<List<DueEvidence>> ClaimAsync(CancellationToken ct)
    {
        await using var connection = await connections.OpenAsync(ct);
        await using var claim = new NpgsqlCommand(EvidenceSendingSql.Claim, connection)
        {
            Parameters =
            {
                SqlValue.Of(tenant.Id.Value),
                SqlValue.Of(BatchSize),
                SqlValue.Of(Lease),
            },
        };
        var due = new List<DueEvidence>();
        // A claim that may have been committed must also be known here, so it is not cancelled half-way.
        await using var reader = await claim.ExecuteReaderAsync(CancellationToken.None);
        while (await reader.ReadAsync(CancellationToken.None))
        {
            var chargeback = new ChargebackId(reader.GetInt64(0));
            due.Add(
                new DueEvidence(
                    chargeback,
                    reader.GetInt32(3),
                    new EvidenceRequest(
                        EvidenceSending.KeyOf(tenant.Id, chargeback),
                        reader.GetString(1),
                        JsonSerializer.Deserialize<Dictionary<string, string>>(
                            reader.GetString(2)
                        )!,
                        reader.GetInt32(4)
                    ),
                    reader.GetBoolean(5)
                )
            );
        }

        return due;
    }

    // Not the stopping token: an answer under way is worth waiting for, and the gateway has its timeout.
    private static async Task<EvidenceAnswer> AskAsync(
        IDisputeGateway gateway,
        DueEvidence evidence
    )
    {
        if (evidence.MayHaveBeenSent)
        {
            var found = await gateway.FindEvidenceAsync(evidence.Request, CancellationToken.None);
            if (found.Verdict is not EvidenceVerdict.NeverSeen)
            {
                return found;
            }
        }

        return await gateway.SubmitEvidenceAsync(evidence.Request, CancellationToken.None);
    }

    private async Task<Result> WriteAsync(
        DueEvidence evidence,
        EvidenceAnswer answer,
        CancellationToken ct
    )
    {
        var status = StatusOf(answer);
        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (connection, sql) = PortalDbContext.SqlOf(transaction);
        await using var record = new NpgsqlCommand(EvidenceSendingSql.Record, connection, sql)
        {
            Parameters =
            {
                SqlValue.Of(evidence.Chargeback.Value),
                SqlValue.Of(evidence.Attempt),
                SqlValue.Of(SnakeCase.Of(status)),
                SqlValue.OrNull(answer.Code, NpgsqlDbType.Text),
                SqlValue.OrNull(answer.Message, NpgsqlDbType.Text),
                SqlValue.OrNull(
                    status is EvidenceStatus.Unknown
                        ? DisputePolicy.WaitAfterDoubt(evidence.Attempt)
                        : null,
                    NpgsqlDbType.Interval
                ),
            },
        };
        if (await record.ExecuteScalarAsync(ct) is not bool isNews)
        {
            return Result.Ok;
        }

        if (isNews)
        {
            var chargeback = await db
                .Chargebacks.AsNoTracking()
                .SingleAsync(c => c.Id == evidence.Chargeback, ct);
            db.Append(
                ChargebackEvidenceMoved.Of(chargeback, SnakeCase.Of(status), answer.Message),
                clock
            );
        }

        var saved = await db.SaveAsync(ct);
        if (saved.Failed)
        {
            return saved;
        }

        await transaction.CommitAsync(ct);
        return Result.Ok;
    }

    /// <summary>A key the gateway never saw after it was asked to take it is as unknown as no answer.</summary>
    private static EvidenceStatus StatusOf(EvidenceAnswer answer) =>
        answer.Verdict switch
        {
            EvidenceVerdict.Sent => EvidenceStatus.Sent,
            EvidenceVerdict.Refused => EvidenceStatus.Refused,
            _ => EvidenceStatus.Unknown,
        };

    /// <param name="Attempt">Number of this try.</param>
    /// <param name="MayHaveBeenSent">An earlier try may have reached the gateway, so it is asked before it is sent.</param>
    private sealed record DueEvidence(
        ChargebackId Chargeback,
        int Attempt,
        EvidenceRequest Request,
        bool MayHaveBeenSent
    );
}
