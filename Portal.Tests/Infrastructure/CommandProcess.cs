using System.Diagnostics;

namespace Portal.Tests.Infrastructure;

/// <summary>What a command of the command line said, and the exit code it ended with.</summary>
internal sealed record CommandProcess(int ExitCode, string Said, string Complaint)
{
    /// <param name="portal">Whose database it works on.</param>
    /// <param name="token">For <c>PORTAL_TOKEN</c>; none when null.</param>
    /// <param name="input">What is typed into it.</param>
    /// <param name="arguments">E.g. <c>payouts list</c>.</param>
    public static async Task<CommandProcess> RunAsync(
        TestPortal portal,
        string? token,
        string input,
        params IReadOnlyList<string> arguments
    )
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Portal.Jobs.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (key, value) in portal.Settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        start.Environment["PORTAL_TOKEN"] = token ?? "";
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var complaint = process.StandardError.ReadToEndAsync();
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new CommandProcess(process.ExitCode, said.Trim(), (await complaint).Trim());
    }
}
