using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal.Core.Events.Contracts;
using Portal.Core.Notifications.Contracts;

namespace Portal.Core.Notifications;

internal static class NotificationsModule
{
    public static IServiceCollection AddNotifications(
        this IServiceCollection services,
        IConfiguration configuration
    )
    {
        services
            .AddOptions<MailOptions>()
            .Bind(configuration.GetSection("Mail"))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<IMailSender>(provider =>
        {
            var options = provider.GetRequiredService<IOptions<MailOptions>>();
            var clock = provider.GetRequiredService<TimeProvider>();
            return string.IsNullOrEmpty(options.Value.Host)
                ? new PickupMailSender(options, clock)
                : new SmtpMailSender(options, clock);
        });
        return services
            .AddEventConsumer<NotificationsConsumer>()
            .AddScoped<MailQueue>()
            .AddScoped<NotificationQueries>()
            .AddScoped<ResendNotification>()
            .AddScoped<SaveTemplate>()
            .AddScoped<SetPreference>();
    }
}
