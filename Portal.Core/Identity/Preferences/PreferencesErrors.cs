using Portal.Core.Kernel;

namespace Portal.Core.Identity.Preferences;

public static class PreferencesErrors
{
    public static readonly Error ViewNotFound = Error.NotFound(
        "views.not_found",
        "This view does not exist any more."
    );

    public static readonly Error NameTaken = Error.Conflict(
        "views.name_taken",
        "You have a view of this name already."
    );

    public static readonly Error NameMissing = Error.InvalidField(
        "name",
        $"A view needs a name of at most {SavedView.LongestName} characters."
    );

    public static readonly Error QueryTooLong = Error.Rule(
        "views.query_too_long",
        "These are too many filters to keep as a view."
    );

    public static readonly Error TooManyMessages = Error.InvalidField(
        "keys",
        $"The bell shows at most {SeenMessages.Most} messages."
    );
}
