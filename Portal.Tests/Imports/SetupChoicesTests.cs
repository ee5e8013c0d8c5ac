using Portal.Areas.Seller.Imports;
using Portal.Core.Imports;
using Portal.Core.Imports.Csv;
using Portal.Core.Kernel;

namespace Portal.Tests.Imports;

[Trait("speed", "quick")]
public sealed class SetupChoicesTests
{
    private readonly List<TaskCompletionSource<Result>> _asked = [];
    private ImportSetup _stored = new(
        new CsvFormat(),
        new ColumnMapping(ImportShape.OrderLines, new Dictionary<ImportField, string>()),
        new ImportOptions()
    );

    private readonly SetupChoices _choices;
    private Func<ImportSetup, ImportSetup> _whatIsKept = setup => setup;

    public SetupChoicesTests() => _choices = new SetupChoices(() => _stored, StoreAsync);

    [Fact]
    public async Task Add_WhileTheOneBeforeIsStored_LosesNeither()
    {
        var first = _choices.AddAsync(Stock(StockHandling.History));
        var second = _choices.AddAsync(Unknown(UnknownProducts.CreateDraft));
        var third = _choices.AddAsync(Errors(ErrorHandling.RejectAll));
        _asked[0].SetResult(Result.Ok);
        _asked[1].SetResult(Result.Ok);

        Assert.All(await Task.WhenAll(first, second, third), answer => Assert.False(answer.Failed));
        Assert.Equal(
            new ImportOptions(
                UnknownProducts.CreateDraft,
                StockHandling.History,
                ErrorHandling.RejectAll
            ),
            _stored.Options
        );
        Assert.Equal(2, _asked.Count);
    }

    [Fact]
    public void Chosen_WhileStored_NeverGoesBack()
    {
        _ = _choices.AddAsync(Stock(StockHandling.History));
        _ = _choices.AddAsync(Unknown(UnknownProducts.CreateDraft));
        Assert.Equal(StockHandling.History, _choices.Chosen.Options.Stock);

        _asked[0].SetResult(Result.Ok);

        Assert.Equal(StockHandling.History, _choices.Chosen.Options.Stock);
        Assert.Equal(UnknownProducts.CreateDraft, _choices.Chosen.Options.UnknownProducts);
    }

    [Fact]
    public async Task Add_AfterAnotherDelimiterGaveOtherColumns_KeepsTheirMapping()
    {
        var ofOtherColumns = _stored.Mapping.With("Ref", ImportField.Reference);
        _whatIsKept = setup => setup with { Mapping = ofOtherColumns };
        var stored = _choices.AddAsync(setup =>
            setup with
            {
                Format = setup.Format with { Delimiter = ';' },
            }
        );
        _ = _choices.AddAsync(Stock(StockHandling.History));
        _asked[0].SetResult(Result.Ok);
        _whatIsKept = setup => setup;
        _asked[1].SetResult(Result.Ok);

        await stored;

        Assert.Equal("Ref", _stored.Mapping.Columns[ImportField.Reference]);
        Assert.Equal(';', _stored.Format.Delimiter);
    }

    [Fact]
    public async Task Add_Refused_GoesBackToWhatIsStored_AndLetsActsGoOn()
    {
        var refused = _choices.AddAsync(Stock(StockHandling.History));
        _asked[0].SetResult(ImportErrors.FileGone);

        Assert.Equal(ImportErrors.FileGone, (await refused).Error);
        Assert.Equal(_stored, _choices.Chosen);
        Assert.False((await _choices.StoredAsync()).Failed);
    }

    private static Func<ImportSetup, ImportSetup> Stock(StockHandling value) =>
        setup => setup with { Options = setup.Options with { Stock = value } };

    private static Func<ImportSetup, ImportSetup> Unknown(UnknownProducts value) =>
        setup => setup with { Options = setup.Options with { UnknownProducts = value } };

    private static Func<ImportSetup, ImportSetup> Errors(ErrorHandling value) =>
        setup => setup with { Options = setup.Options with { Errors = value } };

    private async Task<Result> StoreAsync(ImportSetup setup)
    {
        var asked = new TaskCompletionSource<Result>();
        _asked.Add(asked);
        var answer = await asked.Task;
        if (!answer.Failed)
        {
            _stored = _whatIsKept(setup);
        }

        return answer;
    }
}
