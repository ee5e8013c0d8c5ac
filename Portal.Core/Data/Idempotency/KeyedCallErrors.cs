using Portal.Core.Kernel;

namespace Portal.Core.Data.Idempotency;

public static class KeyedCallErrors
{
    public static readonly Error Reused = Error.Rule(
        "idempotency.key_reused",
        "This Idempotency-Key came before with another request. Use a new key for a new request."
    );

    public static readonly Error StillRunning = Error.Conflict(
        "idempotency.still_running",
        "The first call with this Idempotency-Key is still under way. Send it again a little later."
    );
}
