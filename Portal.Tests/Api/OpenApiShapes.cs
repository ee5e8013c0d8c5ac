using System.Text.Json;

namespace Portal.Tests.Api;

/// <summary>What an OpenAPI document says of the answers of its operations.</summary>
internal sealed class OpenApiShapes(JsonElement document)
{
    /// <summary>
    /// The names of everything in <c>data</c> and <c>meta</c>, of lists by their elements, as
    /// <see cref="ApiCall.Fields"/> has them, with a star for any name; none when the status is not described.
    /// </summary>
    public List<string> FieldsOf(string operation, int status)
    {
        var fields = new List<string>();
        foreach (var (name, code, answer) in Answers())
        {
            if (name == operation && code == $"{status}" && SchemaOf(answer) is { } schema)
            {
                var parts = Resolve(schema).GetProperty("properties");
                Collect(parts.GetProperty("data"), "", fields);
                Collect(parts.GetProperty("meta"), "meta", fields);
            }
        }

        return fields;
    }

    /// <summary>Operations and status of successful answers whose body is not described.</summary>
    public IEnumerable<string> AnswersWithoutBody() =>
        Answers()
            .Where(a => a.Status.StartsWith('2') && SchemaOf(a.Answer) is null)
            .Select(a => $"{a.Operation} {a.Status}");

    private IEnumerable<(string Operation, string Status, JsonElement Answer)> Answers() =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        from answer in operation.Value.GetProperty("responses").EnumerateObject()
        select (
            $"{operation.Name.ToUpperInvariant()} {path.Name.TrimEnd('/')}",
            answer.Name,
            answer.Value
        );

    private static JsonElement? SchemaOf(JsonElement answer) =>
        answer.TryGetProperty("content", out var content)
        && content.TryGetProperty("application/json", out var json)
        && json.TryGetProperty("schema", out var schema)
            ? schema
            : null;

    private void Collect(JsonElement described, string name, List<string> fields)
    {
        var schema = Resolve(described);
        if (schema.TryGetProperty("properties", out var parts))
        {
            foreach (var part in parts.EnumerateObject())
            {
                Collect(part.Value, name.Length == 0 ? part.Name : $"{name}.{part.Name}", fields);
            }
        }
        else if (schema.TryGetProperty("items", out var items) && IsObject(items))
        {
            Collect(items, name.Length == 0 ? "" : $"{name}[]", fields);
        }
        else
        {
            fields.Add(schema.TryGetProperty("additionalProperties", out _) ? $"{name}.*" : name);
        }
    }

    private bool IsObject(JsonElement items) => Resolve(items).TryGetProperty("properties", out _);

    /// <summary>What is referred to; of what may be null, what it is otherwise.</summary>
    private JsonElement Resolve(JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            // e.g. "#/components/schemas/CartShape"
            var named = document;
            foreach (var part in reference.GetString()!.Split('/').Skip(1))
            {
                named = named.GetProperty(part);
            }

            return Resolve(named);
        }

        return schema.TryGetProperty("oneOf", out var either)
            ? Resolve(either.EnumerateArray().Last())
            : schema;
    }
}
