using System.ComponentModel.DataAnnotations;

namespace Portal.Core.Notifications;

/// <summary>Configuration section <c>Mail</c>.</summary>
public sealed class MailOptions
{
    /// <summary>SMTP server; without one mails are written as files to <see cref="PickupPath"/>.</summary>
    public string? Host { get; set; }

    [Range(1, 65535)]
    public int Port { get; set; } = 25;

    public string? User { get; set; }

    public string? Password { get; set; }

    [Required]
    public string From { get; set; } = "portal@localhost";

    /// <summary>Whether the connection must be encrypted. Off for a mail catcher beside the worker.</summary>
    public bool UseTls { get; set; }

    /// <summary>Folder for mails when there is no server; a folder under the temporary one by default.</summary>
    public string PickupPath { get; set; } = Path.Combine(Path.GetTempPath(), "portal-mail");

    /// <summary>How long the server may take for one mail.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);
}
