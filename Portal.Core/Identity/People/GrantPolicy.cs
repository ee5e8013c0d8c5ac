using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;

namespace Portal.Core.Identity.People;

/// <summary>Who may give or take which role: nobody hands out more than they hold.</summary>
public static class GrantPolicy
{
    public static Result Check(Role role, IReadOnlySet<string> held, bool isSystem) =>
        isSystem || role.Permissions.TrueForAll(held.Contains)
            ? Result.Ok
            : IdentityErrors.GrantsTooMuch;

    /// <summary>A role is taken away by somebody else, so that no place loses its last administrator by a slip.</summary>
    public static Result CheckRevoke(RoleGrant grant, PersonId? actor) =>
        grant.PersonId == actor ? IdentityErrors.OwnGrant : Result.Ok;
}
