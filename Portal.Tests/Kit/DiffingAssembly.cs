using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Portal.Tests.Kit;

/// <summary>
/// bUnit asks for AngleSharp.Diffing 1.0.0.0; the registry has 0.17, which works as well. Can go when the registry has 1.0.
/// </summary>
internal static class DiffingAssembly
{
    private const string Name = "AngleSharp.Diffing";

    [ModuleInitializer]
    public static void Resolve() =>
        AssemblyLoadContext.Default.Resolving += (context, asked) =>
            asked.Name == Name
                ? context.LoadFromAssemblyPath(
                    Path.Combine(AppContext.BaseDirectory, $"{Name}.dll")
                )
                : null;
}
