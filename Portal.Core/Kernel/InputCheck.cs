using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Portal.Core.Kernel;

/// <summary>The first gate of input: the annotations on a command. Acts call it; they do not trust their caller.</summary>
public static class InputCheck
{
    /// <summary>All mistakes at once, each under its field in snake_case.</summary>
    public static Result Of(object command)
    {
        var mistakes = new List<ValidationResult>();
        if (
            Validator.TryValidateObject(
                command,
                new ValidationContext(command),
                mistakes,
                validateAllProperties: true
            )
        )
        {
            return Result.Ok;
        }

        return Error.InvalidFields(
            mistakes
                .SelectMany(m => m.MemberNames.DefaultIfEmpty(""), (m, field) => (m, field))
                .GroupBy(
                    x => JsonNamingPolicy.SnakeCaseLower.ConvertName(x.field),
                    StringComparer.Ordinal
                )
                .ToDictionary(
                    g => g.Key,
                    g => g.Select(x => x.m.ErrorMessage ?? "Not valid.").ToArray(),
                    StringComparer.Ordinal
                )
        );
    }
}
