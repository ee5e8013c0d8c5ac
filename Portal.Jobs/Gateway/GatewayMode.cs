namespace Portal.Jobs.Gateway;

/// <summary>How the simulated gateway misbehaves. Each fault meets the first requests about a key; later ones are answered.</summary>
public enum GatewayMode
{
    /// <summary>Every request is answered.</summary>
    Ok,

    /// <summary>No answer, and nothing was done.</summary>
    TimeoutBefore,

    /// <summary>Charged or given back, but no answer.</summary>
    TimeoutAfter,

    /// <summary>Done, but the answer is an error.</summary>
    ErrorAfter,

    /// <summary>Done, but the connection breaks within the answer.</summary>
    Reset,

    /// <summary>Done, and answered late.</summary>
    Slow,

    /// <summary>The request arrives twice at the same time, as a retrying proxy would send it.</summary>
    Duplicate,

    /// <summary>Done, but the answer names another amount.</summary>
    WrongAmount,

    /// <summary>A refund is refused for lack of money on the account, which passes; charges are answered.</summary>
    AccountShort,

    /// <summary>Any of the others, by a hash of key, seed and number of the request.</summary>
    Mixed,
}
