using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Chargebacks.Disputes;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;

namespace Portal.Core.Chargebacks;

/// <param name="Note">What the person adds to what is known.</param>
public sealed record SubmitEvidenceCommand(
    ChargebackId Chargeback,
    [property: StringLength(SubmitEvidenceCommand.MaxNote)] string? Note = null
)
{
    public const int MaxNote = 2_000;
}

/// <summary>
/// Closes the evidence as it is known at this moment, and keeps it byte by byte. Where a gateway told of the chargeback, a worker
/// hands it in there by itself; else a person does. Refuses without the right, a second time, after its day, and a chargeback
/// that is decided.
/// </summary>
public sealed class SubmitEvidence(
    IDbContextFactory<PortalDbContext> contexts,
    EvidencePack pack,
    CurrentUser user,
    TimeProvider clock
)
{
    public async Task<Result> HandleAsync(SubmitEvidenceCommand command, CancellationToken ct)
    {
        if (!await user.MayAsync(ChargebackPermissions.Manage, ct))
        {
            return Error.Forbidden;
        }

        if (InputCheck.Of(command) is { Failed: true } mistakes)
        {
            return mistakes;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var chargeback = await db.Chargebacks.SingleOrDefaultAsync(
            c => c.Id == command.Chargeback,
            ct
        );
        if (chargeback is null)
        {
            return ChargebackErrors.NotFound;
        }

        var now = clock.GetUtcNow();
        var submitted = chargeback.Submit(db.Actor.Name, now);
        if (submitted.Failed)
        {
            return submitted;
        }

        var note = command.Note?.Trim() is { Length: > 0 } said ? said : null;
        var known = await pack.GatherAsync(chargeback, note, ct);
        var content = Encoding.UTF8.GetBytes(EvidencePage.Of(known));
        var hash = SHA256.HashData(content);
        db.ChargebackEvidence.Add(
            new ChargebackEvidence
            {
                ChargebackId = chargeback.Id,
                Content = content,
                Hash = hash,
                Note = note,
                SubmittedBy = db.Actor.Name,
                SubmittedAt = now,
            }
        );
        await QueueAsync(db, known, ct);
        db.Append(
            ChargebackEvidenceSubmitted.Of(chargeback, Convert.ToHexStringLower(hash)),
            clock
        );
        return await db.SaveAsync(ct, ("pk_evidence", ChargebackErrors.AlreadySubmitted));
    }

    /// <summary>In the transaction that closes it, so that it is sent whoever dies afterwards.</summary>
    private static async Task QueueAsync(
        PortalDbContext db,
        EvidenceFacts known,
        CancellationToken ct
    )
    {
        var chargeback = known.Chargeback.Id;
        var dispute = await db
            .GatewayDisputes.Where(d => d.ChargebackId == chargeback)
            .Select(d => d.Reference)
            .SingleOrDefaultAsync(ct);
        if (dispute is not null)
        {
            db.EvidenceSendings.Add(
                new EvidenceSending
                {
                    ChargebackId = chargeback,
                    Dispute = dispute,
                    Fields = JsonSerializer.Serialize(EvidenceFields.Of(known)),
                    DueAt = DateTimeOffset.UnixEpoch,
                }
            );
        }
    }
}
