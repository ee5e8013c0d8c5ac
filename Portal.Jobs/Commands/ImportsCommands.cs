using System.CommandLine;
using System.Globalization;
using Portal.Core.Imports;
using Portal.Core.Imports.Csv;
using Portal.Core.Imports.Samples;

namespace Portal.Jobs.Commands;

/// <summary><c>orders import</c> and <c>orders generate-sample</c>.</summary>
internal static class ImportsCommands
{
    public static Command Import()
    {
        var file = new Argument<FileInfo?>("FILE")
        {
            Description = "The CSV file.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var tenant = new Option<string?>("--tenant") { Description = "Slug of the tenant." };
        var mapping = new Option<string?>("--mapping")
        {
            Description = "Name of a saved mapping; without it the headers decide.",
        };
        var dryRun = new Option<bool>("--dry-run")
        {
            Description = "Say what would happen; write nothing.",
        };
        var wait = new Option<bool>("--wait")
        {
            Description = "Import in this process and wait; without it a worker does it.",
        };
        var json = new Option<bool>("--json") { Description = "Print JSON for machines." };
        var resume = new Option<long?>("--continue")
        {
            Description = "Number of an import whose worker has gone, instead of FILE.",
        };
        var products = Choice(
            "--unknown-products",
            "Orders of unknown products",
            "reject",
            "draft"
        );
        var stock = Choice("--stock", "Reserve goods, or keep as history", "reserve", "history");
        var errors = Choice("--errors", "What a bad row stops", "order", "all");
        var dates = Choice("--dates", "Order of day, month and year", "auto", "ymd", "dmy", "mdy");
        var decimals = Choice("--decimals", "Decimal mark", "auto", "point", "comma");
        var command = new Command("import", "Import a CSV file of orders.")
        {
            file,
            tenant,
            mapping,
            dryRun,
            wait,
            json,
            resume,
            products,
            stock,
            errors,
            dates,
            decimals,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(file) is null == result.GetValue(resume) is null)
            {
                result.AddError("Name one file, or say --continue with the number of an import.");
            }
            else if (result.GetValue(file) is { Exists: false } missing)
            {
                result.AddError($"There is no file {missing.FullName}.");
            }
        });
        command.SetAction(
            (parsed, ct) =>
                new ImportFromCommandLine(
                    new ImportCommandLine(
                        parsed.GetValue(file),
                        parsed.GetValue(resume) is { } id ? new ImportId(id) : null,
                        parsed.GetValue(tenant),
                        parsed.GetValue(mapping),
                        parsed.GetValue(dryRun),
                        parsed.GetValue(wait),
                        parsed.GetValue(json),
                        OptionsOf(
                            parsed.GetValue(products),
                            parsed.GetValue(stock),
                            parsed.GetValue(errors)
                        ),
                        DatesOf(parsed.GetValue(dates)),
                        DecimalsOf(parsed.GetValue(decimals))
                    )
                ).RunAsync(ct)
        );
        return command;
    }

    public static Command GenerateSample()
    {
        var rows = Number("--rows", "Order lines.", 1_000);
        var seed = Number("--seed", "The same seed gives the same file.", 1);
        var bad = Number("--bad-rows", "Rows with a mistake.", 0);
        var path = new Option<FileInfo?>("--out")
        {
            Description = "File to write; without it standard output.",
        };
        var until = new Option<DateTime?>("--until")
        {
            Description = "Last day of the orders; without it today.",
        };
        var command = new Command("generate-sample", "Make a realistic CSV file of orders.")
        {
            rows,
            path,
            seed,
            bad,
            until,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(rows) < 1 || result.GetValue(bad) < 0)
            {
                result.AddError("A file has at least one row, and no fewer than no bad rows.");
            }
        });
        command.SetAction(
            async (parsed, ct) =>
            {
                var last = parsed.GetValue(until) ?? TimeProvider.System.GetUtcNow().UtcDateTime;
                var request = new SampleRequest(
                    parsed.GetValue(rows),
                    parsed.GetValue(seed),
                    new DateTimeOffset(DateTime.SpecifyKind(last.Date, DateTimeKind.Utc)),
                    parsed.GetValue(bad)
                );
                await WriteAsync(parsed.GetValue(path), request, ct);
                return ExitCodes.Done;
            }
        );
        return command;
    }

    private static async Task WriteAsync(
        FileInfo? path,
        SampleRequest request,
        CancellationToken ct
    )
    {
        if (path is null)
        {
            await SampleOrders.WriteAsync(Console.Out, request, ct);
            return;
        }

        path.Directory?.Create();
        await using var writer = new StreamWriter(path.FullName) { NewLine = "\n" };
        await SampleOrders.WriteAsync(writer, request, ct);
        await Console.Error.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{request.Rows:N0} rows written to {path.FullName}."
            )
        );
    }

    private static Option<string> Choice(string name, string description, params string[] values)
    {
        var option = new Option<string>(name)
        {
            Description = $"{description}; {values[0]} by default.",
            DefaultValueFactory = _ => values[0],
        };
        option.AcceptOnlyFromAmong(values);
        return option;
    }

    private static Option<int> Number(string name, string description, int value) =>
        new(name) { Description = description, DefaultValueFactory = _ => value };

    private static ImportOptions OptionsOf(string? products, string? stock, string? errors) =>
        new(
            products == "draft" ? UnknownProducts.CreateDraft : UnknownProducts.Reject,
            stock == "history" ? StockHandling.History : StockHandling.Reserve,
            errors == "all" ? ErrorHandling.RejectAll : ErrorHandling.RejectOrder
        );

    private static DateOrder? DatesOf(string? dates) =>
        dates switch
        {
            "ymd" => DateOrder.YearFirst,
            "dmy" => DateOrder.DayFirst,
            "mdy" => DateOrder.MonthFirst,
            _ => null,
        };

    private static DecimalMark? DecimalsOf(string? decimals) =>
        decimals switch
        {
            "point" => DecimalMark.Point,
            "comma" => DecimalMark.Comma,
            _ => null,
        };
}
