using Portal.Core.Kernel;

namespace Portal.Core.Imports;

/// <summary>Every refusal that concerns an import as a whole.</summary>
public static class ImportErrors
{
    public static readonly Error NotFound = Error.NotFound(
        "imports.not_found",
        "This import does not exist."
    );

    public static readonly Error AlreadyEnded = Error.Conflict(
        "imports.already_ended",
        "This import has already ended."
    );

    public static readonly Error Busy = Error.Conflict(
        "imports.busy",
        "Another worker has this import."
    );

    public static readonly Error NoSeller = Error.Rule(
        "imports.no_seller",
        "There is no shop yet that drafts of unknown products could belong to."
    );

    public static readonly Error FileGone = Error.Rule(
        "imports.file_gone",
        "The uploaded file is no longer in the storage. Upload it again."
    );

    public static readonly Error Abandoned = Error.Rule(
        "imports.abandoned",
        "Nobody started this import, so its file has been removed. Upload the file again to import it."
    );

    public static readonly Error NameMissing = Error.InvalidField(
        "Name",
        "Give the mapping a name of 1 to 80 characters."
    );

    public static readonly Error MappingGone = Error.NotFound(
        "imports.mapping_gone",
        "This saved mapping does not exist any more."
    );

    public static Error MappingNotFound(string name) =>
        Error.NotFound("imports.mapping_not_found", $"There is no saved mapping called '{name}'.");

    public static Error NotOpen(ImportStatus now) =>
        Error.Conflict(
            "imports.not_open",
            now switch
            {
                ImportStatus.Checking => "The file is being checked at the moment.",
                ImportStatus.Running => "The import is running already.",
                _ => "This import has ended. Upload the file again to import it once more.",
            }
        );

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
