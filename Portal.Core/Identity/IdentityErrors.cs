using Portal.Core.Kernel;

namespace Portal.Core.Identity;

public static class IdentityErrors
{
    /// <summary>One answer for an unknown address, a wrong password and a disabled person: nobody learns which.</summary>
    public static readonly Error WrongSignIn = Error.Rule(
        "identity.wrong_sign_in",
        "The email address or the password is not right."
    );

    public static readonly Error WrongCode = Error.Rule(
        "identity.wrong_code",
        "This code is not right, or it has been used already."
    );

    public static readonly Error WrongProof = Error.Rule(
        "identity.wrong_proof",
        "That was not right. The act needs the code of your authenticator app, or your password where you have none."
    );

    public static readonly Error LinkExpired = Error.Rule(
        "identity.link_expired",
        "This link has expired or was used already. Ask for a new one."
    );

    public static readonly Error WrongPassword = Error.InvalidField(
        "current_password",
        "This is not your current password."
    );

    public static readonly Error PersonNotFound = Error.NotFound(
        "identity.person_not_found",
        "This person does not exist."
    );

    public static readonly Error RoleNotFound = Error.NotFound(
        "identity.role_not_found",
        "This role does not exist."
    );

    public static readonly Error SellerNotFound = Error.NotFound(
        "identity.seller_not_found",
        "This shop does not exist."
    );

    public static readonly Error GrantNotFound = Error.NotFound(
        "identity.grant_not_found",
        "This person does not have this role here."
    );

    public static readonly Error AlreadyGranted = Error.Conflict(
        "identity.already_granted",
        "This person has this role here already."
    );

    public static readonly Error GrantsTooMuch = Error.Rule(
        "identity.grants_too_much",
        "You can hand out only rights you hold yourself."
    );

    public static readonly Error OwnGrant = Error.Rule(
        "identity.own_grant",
        "You cannot take a role away from yourself. Ask another administrator."
    );

    public static readonly Error OwnAccount = Error.Rule(
        "identity.own_account",
        "You cannot disable your own account."
    );

    public static readonly Error BelongsElsewhere = Error.Rule(
        "identity.belongs_elsewhere",
        "This person also works for others on the platform. Take their roles here instead, or ask the platform."
    );

    public static readonly Error AlreadyDisabled = Error.Conflict(
        "identity.already_disabled",
        "This person is disabled already."
    );

    public static readonly Error SessionNotFound = Error.NotFound(
        "identity.session_not_found",
        "This session does not exist."
    );

    public static readonly Error TokenNotFound = Error.NotFound(
        "identity.token_not_found",
        "This access token does not exist."
    );

    public static readonly Error ScopeNotHeld = Error.Rule(
        "identity.scope_not_held",
        "A token can carry only rights you hold yourself."
    );

    public static readonly Error NoSecondFactor = Error.Conflict(
        "identity.no_second_factor",
        "Start the set-up of the second factor again."
    );

    public static Error TooManyTries(TimeSpan wait) =>
        Error.Rule(
            "identity.too_many_tries",
            $"Too many tries. Wait {Readable(wait)} and try again."
        );

    private static string Readable(TimeSpan wait) =>
        wait > TimeSpan.FromSeconds(90)
            ? $"{Math.Ceiling(wait.TotalMinutes):0} minutes"
            : $"{Math.Max(1, Math.Ceiling(wait.TotalSeconds)):0} seconds";
}
