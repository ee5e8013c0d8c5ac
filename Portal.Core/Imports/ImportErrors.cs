using Portal.Core.Kernel;

namespace Portal.Core.Imports;

/// <summary>Every refusal of the module that concerns an import as a whole.</summary>
public static class ImportErrors
{
    public static Error MappingIncomplete(IReadOnlyDictionary<string, string[]> fields) =>
        new(
            "imports.mapping_incomplete",
            "Some fields have no column yet, or one that does not fit.",
            ErrorKind.Invalid
        )
        {
            Fields = fields,
        };
}
