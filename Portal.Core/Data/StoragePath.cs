using Microsoft.Extensions.Configuration;

namespace Portal.Core.Data;

/// <summary>Where files lie that web and worker share.</summary>
internal static class StoragePath
{
    public static string Of(IConfiguration configuration) =>
        configuration["Storage:Path"] ?? Path.Combine(".portal", "storage");
}
