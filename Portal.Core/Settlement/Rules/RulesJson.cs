using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Core.Catalog.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement.Rules;

/// <summary>
/// Rules of a set as <see cref="RuleChoiceSql.OfSet"/> reads them:
/// <c>[{"name":"Toys","rate_basis_points":900,"categories":[7],"currency":"GBP"}]</c>
/// </summary>
internal static class RulesJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters =
        {
            new IdConverter<SellerId>(),
            new IdConverter<ProductId>(),
            new IdConverter<CategoryId>(),
            new CurrencyConverter(),
        },
    };

    public static string Write(IReadOnlyList<RuleDraft> rules) =>
        JsonSerializer.Serialize(rules, Options);

    public static IReadOnlyList<RuleDraft> Read(string json) =>
        JsonSerializer.Deserialize<RuleDraft[]>(json, Options)!;

    private sealed class IdConverter<T> : JsonConverter<T>
        where T : struct, IEntityId<T>
    {
        public override T Read(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        ) => T.From(reader.GetInt64());

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value.Value);
    }

    private sealed class CurrencyConverter : JsonConverter<Currency>
    {
        public override Currency Read(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        ) => Currency.Of(reader.GetString()!);

        public override void Write(
            Utf8JsonWriter writer,
            Currency value,
            JsonSerializerOptions options
        ) => writer.WriteStringValue(value.Code);
    }
}
