namespace Portal.Jobs.Gateway;

/// <summary>How the simulated gateway misbehaves. Each fault meets the first requests about a key; later ones are answered.</summary>
public enum GatewayMode
{
    /// <summary>Every request is answered.</summary>
    Ok,

    /// <summary>No answer, and nothing was charged.</summary>
    TimeoutBefore,

    /// <summary>Charged, but no answer.</summary>
    TimeoutAfter,

    /// <summary>Charged, but the answer is an error.</summary>
    ErrorAfter,

    /// <summary>Charged, but the connection breaks within the answer.</summary>
    Reset,

    /// <summary>Charged, and answered late.</summary>
    Slow,

    /// <summary>The request arrives twice at the same time, as a retrying proxy would send it.</summary>
    Duplicate,

    /// <summary>Any of the others, by a hash of key, seed and number of the request.</summary>
    Mixed,
}
