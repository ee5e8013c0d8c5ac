using Microsoft.AspNetCore.Components;
using Portal.Core.Events.Contracts;
using Portal.Core.Imports;
using Portal.Core.Imports.Csv;

namespace Portal.Areas.Seller.Imports;

public partial class ImportPage
{
    private ImportDetail? _import;
    private IReadOnlyList<SavedMappingView> _saved = [];

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

    private IReadOnlyList<ImportField> Missing =>
        _import is null
            ? []
            :
            [
                .. ColumnMapping
                    .Required(_import.Setup.Mapping.Shape)
                    .Where(f => !_import.Setup.Mapping.Columns.ContainsKey(f)),
            ];

    protected override void OnInitialized() =>
        Watch(LiveSignals.Imports, () => IsUnderWay ? LoadAsync() : Task.CompletedTask);

    protected override async Task OnParametersSetAsync()
    {
        await LoadAsync();
        _saved = await Imports.SavedMappingsAsync(Stopping);
    }

    private async Task LoadAsync() => _import = await Imports.FindAsync(new ImportId(Id), Stopping);

    private Task ConfigureAsync(ImportSetup setup) => ConfigureAsync(setup, null);

    private Task FormatAsync(CsvFormat format) =>
        ConfigureAsync(_import!.Setup with { Format = format });

    private Task OptionsAsync(ImportOptions options) =>
        ConfigureAsync(_import!.Setup with { Options = options });

    private async Task SaveAsync(string name)
    {
        await ConfigureAsync(_import!.Setup, name);
        _saved = await Imports.SavedMappingsAsync(Stopping);
    }

    /// <summary>Every choice is kept at once, so that a reload or a lost connection loses none.</summary>
    private Task ConfigureAsync(ImportSetup setup, string? saveAs) =>
        RunAsync(
            ct =>
                Steering.Configure.HandleAsync(
                    new ConfigureImportCommand(
                        new ImportId(Id),
                        setup.Format,
                        setup.Mapping,
                        setup.Options,
                        saveAs
                    ),
                    ct
                ),
            saveAs is null ? null : "The mapping is saved for the next file.",
            LoadAsync
        );

    private Task CheckAsync() =>
        RunAsync(
            ct => Steering.Check.HandleAsync(new StartCheckCommand(new ImportId(Id)), ct),
            then: LoadAsync
        );

    private Task StartAsync() =>
        RunAsync(
            ct => Steering.Start.HandleAsync(new StartImportCommand(new ImportId(Id)), ct),
            then: LoadAsync
        );

    private Task CancelAsync() =>
        RunAsync(
            ct => Steering.Cancel.HandleAsync(new CancelImportCommand(new ImportId(Id)), ct),
            then: LoadAsync
        );
}
