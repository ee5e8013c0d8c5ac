using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Data.Idempotency;

/// <summary>A call that came with an <c>Idempotency-Key</c> and, once it is done, what it was answered.</summary>
public sealed class KeyedCallRecord : ITenantOwned
{
    public TenantId TenantId { get; set; }

    /// <summary>The person and the key they sent, <c>42:order-1001</c>; two people's keys never meet.</summary>
    public required string Key { get; init; }

    /// <summary>SHA-256 of method, path and body: the same key with another request is a mistake.</summary>
    public required byte[] RequestHash { get; init; }

    /// <summary>Fencing token of whoever works on it; an answer under another token is not kept.</summary>
    public required Guid Token { get; init; }

    public required DateTimeOffset BegunAt { get; init; }

    /// <summary>By the database's clock; after it the call counts as abandoned and may be made again.</summary>
    public required DateTimeOffset LeasedUntil { get; init; }

    /// <summary>HTTP status of the answer; none while the call is under way.</summary>
    public int? AnswerStatus { get; init; }

    public byte[]? AnswerBody { get; init; }
}
