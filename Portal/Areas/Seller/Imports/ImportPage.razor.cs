using Microsoft.AspNetCore.Components;
using Portal.Core.Events.Contracts;
using Portal.Core.Imports;
using Portal.Core.Imports.Csv;
using Portal.Core.Kernel;

namespace Portal.Areas.Seller.Imports;

public partial class ImportPage
{
    private SetupChoices _choices = null!;
    private ImportDetail? _import;
    private IReadOnlyList<SavedMappingView> _saved = [];
    private int _questions;

    [Parameter]
    public long Id { get; set; }

    [Inject]
    public required ImportQueries Imports { get; init; }

    [Inject]
    public required ImportSteering Steering { get; init; }

    private bool IsOpen => _import?.Status is ImportStatus.Uploaded or ImportStatus.Checked;

    private bool IsChecked => _import?.Status is ImportStatus.Checked;

    private bool IsUnderWay => _import?.Status is ImportStatus.Checking or ImportStatus.Running;

    private ImportStep Step =>
        _import?.Status switch
        {
            ImportStatus.Uploaded or null => ImportStep.Columns,
            ImportStatus.Checking or ImportStatus.Checked => ImportStep.Check,
            ImportStatus.Running => ImportStep.Import,
            _ => ImportStep.Result,
        };

    /// <summary>The import with choices that are still being stored.</summary>
    private ImportDetail Chosen => _import! with { Setup = _choices.Chosen };

    private IReadOnlyList<ImportField> Missing =>
        _import is null
            ? []
            :
            [
                .. ColumnMapping
                    .Required(Chosen.Setup.Mapping.Shape)
                    .Where(f => !Chosen.Setup.Mapping.Columns.ContainsKey(f)),
            ];

    protected override void OnInitialized()
    {
        _choices = new SetupChoices(() => _import!.Setup, StoreAsync);
        Watch(LiveSignals.Imports, () => _choices.IsStoring ? Task.CompletedTask : LoadAsync());
    }

    protected override async Task OnParametersSetAsync()
    {
        await LoadAsync();
        await LoadSavedAsync();
    }

    /// <summary>An older question that is answered late would show what was stored before a choice.</summary>
    private async Task LoadAsync()
    {
        var question = ++_questions;
        var import = await Imports.FindAsync(new ImportId(Id), Stopping);
        if (question == _questions)
        {
            _import = import;
        }
    }

    /// <summary>Every choice is kept at once, so that a reload or a lost connection loses none.</summary>
    private async Task ChooseAsync(Func<ImportSetup, ImportSetup> change)
    {
        Notices.ClearProblem();
        try
        {
            var stored = await _choices.AddAsync(change);
            if (stored.Failed)
            {
                Notices.Refuse(stored.Error);
            }
        }
        catch (OperationCanceledException) when (Stopping.IsCancellationRequested)
        {
            // The visitor left the page before the choice was stored.
        }
    }

    private async Task<Result> StoreAsync(ImportSetup setup)
    {
        var stored = await Steering.Configure.HandleAsync(CommandFor(setup), Stopping);
        await LoadAsync();
        return stored;
    }

    private Task SaveMappingAsync(string name) =>
        ActAsync(
            ct =>
            {
                var setup = _import!.Setup;
                return Steering.SaveMapping.HandleAsync(
                    new(
                        name,
                        setup.Mapping,
                        setup.Options,
                        setup.Format.DateOrder,
                        setup.Format.DecimalMark
                    ),
                    ct
                );
            },
            "The mapping is saved for the next file.",
            LoadSavedAsync
        );

    private Task RemoveMappingAsync(SavedMappingView saved) =>
        RunAsync(
            ct => Steering.RemoveMapping.HandleAsync(new RemoveMappingCommand(saved.Id), ct),
            $"Mapping “{saved.Name}” removed.",
            LoadSavedAsync,
            undo: ct =>
                Steering.SaveMapping.HandleAsync(
                    new(
                        saved.Name,
                        saved.Mapping,
                        saved.Options,
                        saved.DateOrder,
                        saved.DecimalMark
                    ),
                    ct
                )
        );

    private async Task LoadSavedAsync() => _saved = await Imports.SavedMappingsAsync(Stopping);

    private ConfigureImportCommand CommandFor(ImportSetup setup) =>
        new(new ImportId(Id), setup.Format, setup.Mapping, setup.Options);

    private Task CheckAsync() =>
        ActAsync(ct => Steering.Check.HandleAsync(new StartCheckCommand(new ImportId(Id)), ct));

    private Task StartAsync() =>
        ActAsync(ct => Steering.Start.HandleAsync(new StartImportCommand(new ImportId(Id)), ct));

    private Task CancelAsync() =>
        ActAsync(ct => Steering.Cancel.HandleAsync(new CancelImportCommand(new ImportId(Id)), ct));

    /// <summary>Acts on what the person sees: choices still being stored come first.</summary>
    private Task ActAsync(
        Func<CancellationToken, Task<Result>> act,
        string? done = null,
        Func<Task>? then = null
    ) =>
        RunAsync(
            async ct =>
            {
                var stored = await _choices.StoredAsync();
                return stored.Failed ? stored : await act(ct);
            },
            done,
            then ?? LoadAsync
        );
}
