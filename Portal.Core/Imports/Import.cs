using Portal.Core.Events.Contracts;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Imports;

public readonly record struct ImportId(long Value) : IEntityId<ImportId>
{
    public static ImportId From(long value) => new(value);
}

/// <summary>
/// One uploaded file of orders on its way into the tenant. People move it by its methods; while a
/// worker has it, <see cref="Running.ImportLease"/> and the chunks write phase, progress and
/// counters by statements that name the worker's generation.
/// </summary>
public sealed class Import : ITenantOwned, IShownLive
{
    string IShownLive.LiveTopic => LiveSignals.Imports;

    public ImportId Id { get; private set; }

    public TenantId TenantId { get; set; }

    /// <summary>As the user's machine called it.</summary>
    public required string FileName { get; init; }

    /// <summary>Where it lies in the storage.</summary>
    public required string FileKey { get; init; }

    public required long FileBytes { get; init; }

    /// <summary>SHA-256 in hexadecimal, to say that this very file was here before.</summary>
    public required string FileHash { get; init; }

    /// <summary>Whose goods it may contain; null when all shops of the tenant.</summary>
    public SellerId? SellerId { get; init; }

    public required ImportSetup Setup { get; set; }

    public required ImportPreview Preview { get; set; }

    public ImportStatus Status { get; private set; } = ImportStatus.Uploaded;

    public ImportPhase Phase { get; private set; }

    /// <summary>Rows done in this phase.</summary>
    public long PhaseDone { get; private set; }

    /// <summary>Rows of this phase; an estimate while reading.</summary>
    public long PhaseTotal { get; private set; }

    public DateTimeOffset? PhaseStartedAt { get; private set; }

    /// <summary>When a worker last said how far it is.</summary>
    public DateTimeOffset? ProgressAt { get; private set; }

    public bool IsCancelRequested { get; private set; }

    /// <summary>Raised whenever a worker takes the import; a write that names an older one is refused.</summary>
    public int Generation { get; private set; }

    public DateTimeOffset? LeasedUntil { get; private set; }

    /// <summary>Which staging table holds the whole file; null when none does.</summary>
    public int? StagedGeneration { get; private set; }

    public long StagedRows { get; private set; }

    /// <summary>Groups of rows (orders, refunds) written so far; the run goes on behind it.</summary>
    public int Checkpoint { get; private set; }

    public long RowsAccepted { get; private set; }

    public long RowsAlreadyThere { get; private set; }

    public long RowsRejected { get; private set; }

    public long OrdersCreated { get; private set; }

    public long RefundsCreated { get; private set; }

    public long ProductsCreated { get; private set; }

    /// <summary>The dry run's report.</summary>
    public ImportReport? Report { get; private set; }

    public string? FailureCode { get; private set; }

    public string? FailureMessage { get; private set; }

    public PersonId? CreatedById { get; init; }

    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Takes the user's choices, complete or not; a report made for other choices is void.</summary>
    public Result Configure(ImportSetup setup, ImportPreview preview)
    {
        if (Status is not (ImportStatus.Uploaded or ImportStatus.Checked))
        {
            return ImportErrors.NotOpen(Status);
        }

        // Rows are judged in staging, so every other choice reads and judges them again.
        (Setup, Preview, StagedGeneration) = (setup, preview, null);
        (Status, Report) = (ImportStatus.Uploaded, null);
        return Result.Ok;
    }

    public Result StartCheck(DateTimeOffset now)
    {
        if (Status is not (ImportStatus.Uploaded or ImportStatus.Checked))
        {
            return ImportErrors.NotOpen(Status);
        }

        var mapped = Setup.Mapping.Check(Preview.Columns);
        if (mapped.Failed)
        {
            return mapped;
        }

        Status = ImportStatus.Checking;
        Await(now);
        return Result.Ok;
    }

    /// <summary>Starts the run, or takes it up again when its worker has gone.</summary>
    public Result StartRun(DateTimeOffset now)
    {
        var isAbandoned =
            Status is ImportStatus.Running && (LeasedUntil is null || LeasedUntil < now);
        if (Status is not (ImportStatus.Uploaded or ImportStatus.Checked) && !isAbandoned)
        {
            return ImportErrors.NotOpen(Status);
        }

        var mapped = Setup.Mapping.Check(Preview.Columns);
        if (mapped.Failed)
        {
            return mapped;
        }

        Status = ImportStatus.Running;
        StartedAt ??= now;
        Await(now);
        return Result.Ok;
    }

    /// <summary>Stops it: at once when no worker has it, else at the worker's next checkpoint.</summary>
    public Result Cancel(DateTimeOffset now)
    {
        if (Status is ImportStatus.Completed or ImportStatus.Failed or ImportStatus.Cancelled)
        {
            return ImportErrors.AlreadyEnded;
        }

        IsCancelRequested = true;
        if (LeasedUntil is null || LeasedUntil < now)
        {
            (Status, EndedAt) = (ImportStatus.Cancelled, now);
        }

        return Result.Ok;
    }

    /// <summary>How the run ended; refused while it has not.</summary>
    public Result RunOutcome() =>
        Status switch
        {
            ImportStatus.Completed or ImportStatus.Cancelled => Result.Ok,
            ImportStatus.Failed => Error.Rule(FailureCode!, FailureMessage!),
            _ => ImportErrors.Busy,
        };

    /// <summary>
    /// The report of a check that has ended; refused while it has not, and when it ended before it
    /// had one.
    /// </summary>
    public Result<ImportReport> CheckOutcome() =>
        Status switch
        {
            ImportStatus.Checking => ImportErrors.Busy,
            ImportStatus.Failed => Error.Rule(FailureCode!, FailureMessage!),
            _ => Report is { } report ? report : ImportErrors.AlreadyEnded,
        };

    private void Await(DateTimeOffset now)
    {
        (Phase, PhaseDone, PhaseTotal) = (ImportPhase.Waiting, 0, Preview.EstimatedRows);
        (PhaseStartedAt, ProgressAt) = (now, now);
    }
}
