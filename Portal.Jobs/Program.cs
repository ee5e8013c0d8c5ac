using System.CommandLine;
using Portal.Jobs.Commands;

var root = new RootCommand("Portal's workers and command line.") { DatabaseCommands.Create(), WorkerCommand.Create() };
return await root.Parse(args).InvokeAsync();
