using System.Reflection;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Portal.Core.Data;

namespace Portal.Core.Audit;

/// <summary>What of a changed entity goes into the log: pure rules over EF's record of the change.</summary>
internal static class AuditedValues
{
    private const string Redacted = "(secret)";

    /// <summary>Of ASP.NET Identity's base class, which we cannot mark.</summary>
    private static readonly string[] InheritedSecrets = ["PasswordHash", "SecurityStamp"];

    private static readonly string[] Noise =
    [
        "ConcurrencyStamp",
        "NormalizedEmail",
        "NormalizedUserName",
        "AccessFailedCount",
    ];

    private static readonly string[] Names = ["DisplayName", "Name", "Prefix", "Slug", "Device"];

    /// <summary>Before and after as JSON of the changed values only; null when nothing worth a line changed.</summary>
    public static (string? Before, string? After)? Of(EntityEntry entry)
    {
        var properties = entry
            .Properties.Where(p => IsLogged(p.Metadata))
            .Where(p =>
                entry.State is not EntityState.Modified
                || p.IsModified && !Equals(p.OriginalValue, p.CurrentValue)
            )
            .ToList();
        if (properties.Count == 0)
        {
            return null;
        }

        return (
            entry.State is EntityState.Added
                ? null
                : Json(properties, p => Stored(p.Metadata, p.OriginalValue)),
            entry.State is EntityState.Deleted
                ? null
                : Json(properties, p => Stored(p.Metadata, p.CurrentValue))
        );
    }

    public static string NameOf(EntityEntry entry)
    {
        var known = Array.Find(Names, n => entry.Metadata.FindProperty(n) is not null);
        return known is null ? "" : entry.Property(known).CurrentValue?.ToString() ?? "";
    }

    private static bool IsLogged(IProperty property) =>
        !property.IsPrimaryKey()
        && !(property.IsConcurrencyToken && property.ClrType == typeof(uint))
        && !Noise.Contains(property.Name, StringComparer.Ordinal)
        && property.PropertyInfo?.GetCustomAttribute<NotAuditedAttribute>() is null;

    private static string Json(
        IEnumerable<PropertyEntry> properties,
        Func<PropertyEntry, object?> value
    ) =>
        JsonSerializer.Serialize(
            properties.ToDictionary(
                p => SnakeCase.From(p.Metadata.Name),
                value,
                StringComparer.Ordinal
            )
        );

    /// <summary>As the database keeps it, so that ids are numbers and enums words.</summary>
    private static object? Stored(IProperty property, object? value)
    {
        var isSecret =
            property.PropertyInfo?.GetCustomAttribute<SecretAttribute>() is not null
            || InheritedSecrets.Contains(property.Name, StringComparer.Ordinal);
        if (isSecret)
        {
            return value is null ? null : Redacted;
        }

        return property.GetTypeMapping().Converter is { } converter
            ? converter.ConvertToProvider(value)
            : value;
    }
}
