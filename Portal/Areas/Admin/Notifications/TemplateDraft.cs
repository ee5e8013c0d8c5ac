using Portal.Core.Notifications;

namespace Portal.Areas.Admin.Notifications;

/// <summary>A template while somebody writes it.</summary>
public sealed class TemplateDraft
{
    public NotificationKind Kind { get; init; }

    public NotificationChannel Channel { get; init; }

    public string Subject { get; set; } = "";

    public string Body { get; set; } = "";

    public bool IsOnByDefault { get; set; }

    public static TemplateDraft Of(TemplateView template) =>
        new()
        {
            Kind = template.Kind,
            Channel = template.Channel,
            Subject = template.Subject,
            Body = template.Body,
            IsOnByDefault = template.IsOnByDefault,
        };

    public SaveTemplateCommand ToCommand() => new(Kind, Channel, Subject, Body, IsOnByDefault);
}
