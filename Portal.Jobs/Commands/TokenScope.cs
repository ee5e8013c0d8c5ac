using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Portal.Core.Identity.Contracts;
using Portal.Core.Identity.Tokens;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Jobs.Commands;

/// <summary>
/// Commands that only a person may give: who they are, in which tenant and with which rights says an access
/// token in the environment, where no list of processes shows it.
/// </summary>
internal static class TokenScope
{
    public const string Variable = "PORTAL_TOKEN";

    /// <summary>Prints what the act answers, or why it was refused.</summary>
    public static async Task<int> RunAsync(
        Func<IServiceProvider, Task<Result<string>>> act,
        CancellationToken ct
    )
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } secret)
        {
            return await FailureText.PrintAsync(
                $"Put an access token of yours into {Variable}; the account page makes them.",
                ExitCodes.WrongUsage
            );
        }

        using var host = JobsHost.CreateBuilder().Build();
        if (await FindAsync(host, secret, ct) is not { } bearer)
        {
            return await FailureText.PrintAsync(
                $"The access token in {Variable} does not work: it is unknown, expired or revoked.",
                ExitCodes.Failed
            );
        }

        await using var scope = host.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        services.GetRequiredService<CurrentTenant>().Enter(bearer.Tenant);
        services
            .GetRequiredService<Actor>()
            .SignIn(bearer.Person, bearer.DisplayName, ActorSource.Cli, bearer.Rights);
        var done = await act(services);
        if (done.Failed)
        {
            return await FailureText.PrintAsync(done.Error.Message, ExitCodes.Failed);
        }

        await Console.Out.WriteLineAsync(done.Value);
        return ExitCodes.Done;
    }

    /// <summary>The step-up proof, from standard input; not echoed where a person types it.</summary>
    public static async Task<string> AskProofAsync()
    {
        if (Console.IsInputRedirected)
        {
            return await Console.In.ReadLineAsync() ?? "";
        }

        await Console.Error.WriteAsync("Code of your authenticator app, or your password: ");
        var typed = new StringBuilder();
        for (
            var key = Console.ReadKey(intercept: true);
            key.Key is not ConsoleKey.Enter;
            key = Console.ReadKey(intercept: true)
        )
        {
            if (key.Key is ConsoleKey.Backspace)
            {
                typed.Length = Math.Max(0, typed.Length - 1);
            }
            else
            {
                typed.Append(key.KeyChar);
            }
        }

        await Console.Error.WriteLineAsync();
        return typed.ToString();
    }

    private static async Task<TokenBearer?> FindAsync(
        IHost host,
        string secret,
        CancellationToken ct
    )
    {
        await using var scope = host.CreateCommandScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().EnterPlatform();
        return await scope
            .ServiceProvider.GetRequiredService<TokenQueries>()
            .FindBearerAsync(secret, ct);
    }
}
