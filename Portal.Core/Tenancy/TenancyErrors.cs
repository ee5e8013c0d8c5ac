using Portal.Core.Kernel;

namespace Portal.Core.Tenancy;

public static class TenancyErrors
{
    public static readonly Error NotFound = Error.NotFound(
        "tenancy.not_found",
        "This tenant does not exist."
    );

    public static readonly Error AlreadySuspended = Error.Conflict(
        "tenancy.already_suspended",
        "This tenant is already suspended."
    );

    public static readonly Error NotSuspended = Error.Conflict(
        "tenancy.not_suspended",
        "This tenant is not suspended."
    );

    public static readonly Error SlugTaken = Error.Conflict(
        "tenancy.slug_taken",
        "Another tenant already has this short name."
    );
}
