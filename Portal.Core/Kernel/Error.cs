namespace Portal.Core.Kernel;

/// <summary>What a refusal means to the caller; the web turns it into a status code in one place.</summary>
public enum ErrorKind
{
    /// <summary>The input is malformed or incomplete; the caller can correct it.</summary>
    Invalid,

    /// <summary>The caller lacks the right.</summary>
    Forbidden,

    /// <summary>No such thing, or it belongs to another tenant or owner.</summary>
    NotFound,

    /// <summary>The thing changed meanwhile, or the act has been done already.</summary>
    Conflict,

    /// <summary>A business rule says no, whatever the caller changes in the input.</summary>
    Rule,
}

/// <summary>One refusal: a stable code for programs, a sentence for people, and its kind.</summary>
/// <param name="Code">Stable, lower case, <c>module.what_is_true</c>.</param>
/// <param name="Message">A whole sentence a user understands.</param>
/// <param name="Kind">What the refusal means to the caller.</param>
public sealed record Error(string Code, string Message, ErrorKind Kind)
{
    /// <summary>Mistakes by field, when the input had several; empty otherwise.</summary>
    public IReadOnlyDictionary<string, string[]> Fields { get; init; } =
        new Dictionary<string, string[]>(StringComparer.Ordinal);

    public static readonly Error Forbidden = new(
        "forbidden",
        "You do not have the right to do this.",
        ErrorKind.Forbidden
    );

    /// <summary>Somebody else saved the same thing between our read and our write.</summary>
    public static readonly Error ChangedMeanwhile = new(
        "changed_meanwhile",
        "This was changed by someone else in the meantime. Reload and try again.",
        ErrorKind.Conflict
    );

    public static Error Invalid(string code, string message) =>
        new(code, message, ErrorKind.Invalid);

    public static Error InvalidField(string field, string message) =>
        InvalidFields(
            new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [message] }
        );

    public static Error InvalidFields(IReadOnlyDictionary<string, string[]> fields) =>
        new("invalid_input", "Some of the input is not valid.", ErrorKind.Invalid)
        {
            Fields = fields,
        };

    public static Error NotFound(string code, string message) =>
        new(code, message, ErrorKind.NotFound);

    public static Error Conflict(string code, string message) =>
        new(code, message, ErrorKind.Conflict);

    public static Error Rule(string code, string message) => new(code, message, ErrorKind.Rule);
}
