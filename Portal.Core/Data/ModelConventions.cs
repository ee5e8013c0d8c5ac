using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Data;

/// <summary>
/// What holds for every mapping: snake_case names, typed ids as <c>bigint</c>, enums and currencies
/// as text, identity columns, <c>xmin</c> as version, the tenant filter.
/// </summary>
internal static class ModelConventions
{
    private static readonly Type[] CoreTypes = typeof(ModelConventions).Assembly.GetTypes();

    public static IEnumerable<IModuleMapping> Mappings() =>
        CoreTypes
            .Where(t =>
                t is { IsClass: true, IsAbstract: false }
                && t.IsAssignableTo(typeof(IModuleMapping))
            )
            .OrderBy(t => t.FullName, StringComparer.Ordinal)
            .Select(t => (IModuleMapping)Activator.CreateInstance(t)!);

    public static void Convert(ModelConfigurationBuilder configuration)
    {
        foreach (var id in CoreTypes.Where(IsEntityId))
        {
            configuration
                .Properties(id)
                .HaveConversion(typeof(EntityIdConverter<>).MakeGenericType(id));
        }

        foreach (var type in CoreTypes.Where(t => t.IsEnum))
        {
            configuration
                .Properties(type)
                .HaveConversion(typeof(SnakeCaseEnumConverter<>).MakeGenericType(type))
                .HaveMaxLength(40);
        }

        configuration.Properties<Currency>().HaveConversion<CurrencyConverter>().HaveMaxLength(3);
    }

    public static void FilterByTenant(
        ModelBuilder model,
        MethodInfo filter,
        PortalDbContext context
    )
    {
        foreach (var entity in model.Model.GetEntityTypes().ToList())
        {
            if (entity.ClrType.IsAssignableTo(typeof(ITenantOwned)))
            {
                filter.MakeGenericMethod(entity.ClrType).Invoke(context, [model]);
            }
        }
    }

    public static void Finish(ModelBuilder model)
    {
        foreach (var entity in model.Model.GetEntityTypes())
        {
            if (entity.GetTableName() is not { } table)
            {
                continue;
            }

            var key = entity.FindPrimaryKey();
            if (key is { Properties: [{ Name: "Id" } id] } && IsEntityId(id.ClrType))
            {
                id.ValueGenerated = ValueGenerated.OnAdd;
                id.SetValueGenerationStrategy(
                    Npgsql
                        .EntityFrameworkCore
                        .PostgreSQL
                        .Metadata
                        .NpgsqlValueGenerationStrategy
                        .IdentityByDefaultColumn
                );
            }

            foreach (var property in entity.GetProperties())
            {
                var isVersion =
                    property is { IsConcurrencyToken: true, ClrType: var type }
                    && type == typeof(uint);
                property.SetColumnName(isVersion ? "xmin" : SnakeCase.From(property.Name));
            }

            key?.SetName($"pk_{table}");
            foreach (var foreign in entity.GetForeignKeys())
            {
                foreign.SetConstraintName($"fk_{table}_{Columns(foreign.Properties)}");
                foreign.DeleteBehavior = DeleteBehavior.Restrict;
            }

            foreach (var index in entity.GetIndexes().Where(i => i.Name is null))
            {
                var kind = index.IsUnique ? "ux" : "ix";
                index.SetDatabaseName($"{kind}_{table}_{Columns(index.Properties)}");
            }
        }
    }

    private static string Columns(IEnumerable<IReadOnlyProperty> properties) =>
        string.Join('_', properties.Select(p => SnakeCase.From(p.Name)));

    private static bool IsEntityId(Type type) =>
        type.IsValueType
        && Array.Exists(
            type.GetInterfaces(),
            i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEntityId<>)
        );

    private sealed class EntityIdConverter<T>()
        : ValueConverter<T, long>(id => id.Value, value => Make(value))
        where T : struct, IEntityId<T>
    {
        // An expression tree cannot call a static interface member, so this one does.
        private static T Make(long value) => T.From(value);
    }

    private sealed class SnakeCaseEnumConverter<T>()
        : ValueConverter<T, string>(value => SnakeCase.Of(value), text => SnakeCase.ToEnum<T>(text))
        where T : struct, Enum;

    private sealed class CurrencyConverter()
        : ValueConverter<Currency, string>(c => c.Code, code => Currency.Of(code));
}
