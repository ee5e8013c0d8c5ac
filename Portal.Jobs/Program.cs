using System.CommandLine;
using Portal.Jobs;
using Portal.Jobs.Bench;
using Portal.Jobs.Commands;

var root = new RootCommand("Portal's workers and command line.")
{
    DatabaseCommands.Create(),
    WorkerCommand.Create(),
    JobsCommands.Create(),
    OrdersCommands.Create(),
    GatewayCommand.Create(),
    BenchCommand.Create(),
    AnalyticsCommands.Create(),
    AnalyticsCommands.CreateLeaderboard(),
    LedgerCommands.Create(),
    FinanceCommands.Create(),
    PayoutCommands.Create(),
    DebtCommands.Create(),
    CurrencyCommands.Create(),
};

// A worker needs longer to end than the two seconds a command is given by default.
var configuration = new InvocationConfiguration
{
    ProcessTerminationTimeout = TimeSpan.FromSeconds(30),
    EnableDefaultExceptionHandler = false,
};
var parsed = root.Parse(args);
try
{
    var exitCode = await parsed.InvokeAsync(configuration);
    return parsed.Errors.Count == 0 ? exitCode : ExitCodes.WrongUsage;
}
#pragma warning disable CA1031 // The edge of the process: whatever broke ends it with a text and a code.
catch (Exception e)
#pragma warning restore CA1031
{
    await Console.Error.WriteLineAsync(FailureText.Of(e));
    return ExitCodes.Failed;
}
