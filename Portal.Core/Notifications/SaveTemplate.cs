using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Notifications;

public sealed record SaveTemplateCommand(
    NotificationKind Kind,
    NotificationChannel Channel,
    [property: Required, MaxLength(SaveTemplateCommand.MaxSubject)] string Subject,
    [property: Required, MaxLength(SaveTemplateCommand.MaxBody)] string Body,
    bool IsOnByDefault
)
{
    public const int MaxSubject = 200;
    public const int MaxBody = 4000;
}

/// <summary>Gives a tenant its own words for a kind and channel; earlier deliveries keep theirs.</summary>
public sealed class SaveTemplate(
    IDbContextFactory<PortalDbContext> contexts,
    CurrentUser user,
    CurrentTenant tenant,
    TimeProvider clock
)
{
    public async Task<Result> HandleAsync(SaveTemplateCommand command, CancellationToken ct)
    {
        if (!await user.MayAsync(NotificationsPermissions.Manage, ct))
        {
            return Error.Forbidden;
        }

        if (Mistake(command) is { } mistake)
        {
            return mistake;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var current = await db.NotificationTemplates.SingleOrDefaultAsync(
            t => t.Kind == command.Kind && t.Channel == command.Channel && t.IsCurrent,
            ct
        );
        current?.Retire();
        db.NotificationTemplates.Add(
            new NotificationTemplate
            {
                TenantId = tenant.Id,
                Kind = command.Kind,
                Channel = command.Channel,
                Subject = command.Subject.Trim(),
                Body = command.Body.Trim(),
                IsOnByDefault = command.IsOnByDefault,
                CreatedAt = clock.GetUtcNow(),
                CreatedBy = db.Actor.Name,
            }
        );
        return await db.SaveAsync(
            ct,
            ("ux_templates_tenant_id_kind_channel", Error.ChangedMeanwhile)
        );
    }

    private static Error? Mistake(SaveTemplateCommand command)
    {
        var subject = command.Subject.Trim();
        var body = command.Body.Trim();
        return subject.Length is 0 or > SaveTemplateCommand.MaxSubject
                ? Error.InvalidField(
                    "subject",
                    $"Write 1 to {SaveTemplateCommand.MaxSubject} characters."
                )
            : body.Length is 0 or > SaveTemplateCommand.MaxBody
                ? Error.InvalidField(
                    "body",
                    $"Write 1 to {SaveTemplateCommand.MaxBody} characters."
                )
            : TemplateText.FirstUnknown(subject) is { } inSubject
                ? NotificationErrors.UnknownPlaceholder("subject", inSubject)
            : TemplateText.FirstUnknown(body) is { } inBody
                ? NotificationErrors.UnknownPlaceholder("body", inBody)
            : null;
    }
}
