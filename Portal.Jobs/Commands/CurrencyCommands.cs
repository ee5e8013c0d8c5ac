using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Events.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Rates;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Jobs.Commands;

/// <summary><c>currency …</c>, for the whole platform.</summary>
internal static class CurrencyCommands
{
    public static Command Create() => new("currency", "Reference rates.") { Refresh() };

    private static Command Refresh()
    {
        var file = new Option<FileInfo?>("--file")
        {
            Description =
                "Take the rates from this file, in the XML format of the European Central Bank, instead of from Rates:Source.",
        };
        var refresh = new Command(
            "refresh",
            "Take reference rates. Those known already stay as they are."
        )
        {
            file,
            TenantRound.Json,
        };
        refresh.SetAction(
            (parsed, ct) =>
                RefreshAsync(parsed.GetValue(file), parsed.GetValue(TenantRound.Json), ct)
        );
        return refresh;
    }

    private static async Task<int> RefreshAsync(FileInfo? file, bool isJson, CancellationToken ct)
    {
        if (file is { Exists: false })
        {
            await Console.Error.WriteLineAsync($"There is no file '{file.FullName}'.");
            return ExitCodes.WrongUsage;
        }

        using var host = JobsHost.CreateBuilder().Build();
        await using var scope = host.CreateCommandScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().EnterPlatform();
        var taken = file is null
            ? await scope
                .ServiceProvider.GetRequiredService<RefreshRates>()
                .HandleAsync(new RefreshRatesCommand(), ct)
            : await TakeAsync(scope.ServiceProvider, file, ct);
        if (taken.Failed)
        {
            await Console.Error.WriteLineAsync(taken.Error.Message);
            return ExitCodes.Failed;
        }

        await Console.Out.WriteLineAsync(
            isJson ? JsonSerializer.Serialize(taken.Value, EventLog.Json) : TextOf(taken.Value)
        );
        return ExitCodes.Done;
    }

    private static async Task<Result<RatesTaken>> TakeAsync(
        IServiceProvider services,
        FileInfo file,
        CancellationToken ct
    )
    {
        await using var stream = file.OpenRead();
        return await services
            .GetRequiredService<TakeRates>()
            .HandleAsync(new TakeRatesCommand(stream, file.Name), ct);
    }

    private static string TextOf(RatesTaken taken) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{taken.Rates} rates of {taken.Days} days, {taken.Added} of them new, {taken.Differing} known with another value and left as they were. Newest: {taken.Newest:yyyy-MM-dd}."
        );
}
