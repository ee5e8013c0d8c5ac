using Portal.Core.Kernel;

namespace Portal.Core.Payments.Webhooks;

public static class WebhookErrors
{
    /// <summary>Does not say what was wrong, because only somebody who has no secret wants to know.</summary>
    public static readonly Error NotGenuine = Error.Invalid(
        "webhooks.not_genuine",
        "This message is not signed by the gateway, or is too old."
    );

    public static readonly Error NotUnderstood = Error.Invalid(
        "webhooks.not_understood",
        "This message is signed, but is no event."
    );

    public static readonly Error NotFound = Error.NotFound(
        "webhooks.not_found",
        "This message does not exist."
    );

    public static readonly Error NothingToWorkAgain = Error.Conflict(
        "webhooks.nothing_to_work_again",
        "This message has not failed: it was followed, or is about to be."
    );
}
