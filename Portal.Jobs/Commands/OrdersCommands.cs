using System.CommandLine;

namespace Portal.Jobs.Commands;

/// <summary><c>orders …</c></summary>
internal static class OrdersCommands
{
    public static Command Create() =>
        new("orders", "Orders: import, sample files.")
        {
            ImportsCommands.Import(),
            ImportsCommands.GenerateSample(),
        };
}
