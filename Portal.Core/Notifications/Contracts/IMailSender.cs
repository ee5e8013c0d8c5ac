namespace Portal.Core.Notifications.Contracts;

/// <summary>A plain text mail.</summary>
/// <param name="Id">Stable over repetitions, so that a mail system can drop a second copy.</param>
public sealed record OutgoingMail(string Id, string To, string Subject, string Body);

/// <summary>What came of handing a mail over.</summary>
public enum MailAnswer
{
    /// <summary>The server has it.</summary>
    Accepted,

    /// <summary>The server will never take this one, e.g. there is no such address.</summary>
    Refused,

    /// <summary>The server does not want it now; ask again later.</summary>
    Postponed,

    /// <summary>No server answered in time; says nothing about this mail.</summary>
    Unreachable,
}

/// <summary>Hands mails to the outside. Answers rather than throws for everything a mail server can do.</summary>
public interface IMailSender
{
    /// <returns>The answer and, unless accepted, what was said.</returns>
    Task<(MailAnswer Answer, string? Why)> SendAsync(OutgoingMail mail, CancellationToken ct);
}
