using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;

/// <summary>
/// Runs inside the measured web program (<c>DOTNET_STARTUP_HOOKS</c> names this assembly): on SIGUSR1 it
/// collects all garbage and writes the bytes still alive to the file <see cref="Report"/> names. The
/// runtime finds a startup hook by this name, without a namespace.
/// </summary>
[SuppressMessage(
    "Design",
    "MA0047",
    Justification = "The runtime looks for it outside of namespaces."
)]
internal static class StartupHook
{
    /// <summary>Name of the variable with the path of the file to write.</summary>
    public const string Report = "PORTAL_HEAP_REPORT";

    private const PosixSignal Usr1 = (PosixSignal)10;

    private static PosixSignalRegistration? s_registration;

    public static void Initialize()
    {
        var report = Environment.GetEnvironmentVariable(Report)!;
        s_registration = PosixSignalRegistration.Create(
            Usr1,
            signal =>
            {
                signal.Cancel = true;
                Write(report);
            }
        );
    }

    private static void Write(string report)
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        var alive = GC.GetTotalMemory(forceFullCollection: true);
        File.WriteAllText($"{report}.part", alive.ToString(CultureInfo.InvariantCulture));
        File.Move($"{report}.part", report, overwrite: true);
    }
}
