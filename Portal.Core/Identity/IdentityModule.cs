using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Identity.Contracts;
using Portal.Core.Identity.People;
using Portal.Core.Identity.Preferences;
using Portal.Core.Identity.SignIn;
using Portal.Core.Identity.Tokens;

namespace Portal.Core.Identity;

internal static class IdentityModule
{
    public static IServiceCollection AddIdentityModule(
        this IServiceCollection services,
        IConfiguration configuration
    )
    {
        services.AddScoped<Actor>().AddScoped<CurrentUser>().AddPreferences();
        services
            .AddOptions<SignInPolicy>()
            .Bind(configuration.GetSection("Identity"))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddDataProtection().SetApplicationName("Portal");
        services.AddSingleton<IXmlRepository, DataProtectionKeys>();
        services
            .AddOptions<KeyManagementOptions>()
            .Configure<IXmlRepository>((options, keys) => options.XmlRepository = keys);
        services.AddSingleton<IPasswordHasher<Person>, PasswordHasher<Person>>();
        services.AddSingleton<PasswordCheck>();
        services.AddSingleton<PasswordLinks>();
        services.AddSingleton<SecondFactorCheck>();
        return services
            .AddScoped<SignInThrottle>()
            .AddScoped<StepUp>()
            .AddScoped<SessionStart>()
            .AddScoped<SessionQueries>()
            .AddScoped<TokenQueries>()
            .AddScoped<SignInWithPassword>()
            .AddScoped<PassSecondFactor>()
            .AddScoped<SecondFactorSetup>()
            .AddScoped<AccountQueries>()
            .AddScoped<ChangeProfile>()
            .AddScoped<EndSessions>()
            .AddScoped<SignOut>()
            .AddScoped<RequestPasswordReset>()
            .AddScoped<ResetPassword>()
            .AddScoped<ChangePassword>()
            .AddScoped<PeopleQueries>()
            .AddScoped<PeopleAccess>()
            .AddScoped<NewGrant>()
            .AddScoped<InvitePerson>()
            .AddScoped<GrantRole>()
            .AddScoped<RevokeRole>()
            .AddScoped<DisablePerson>()
            .AddScoped<UnlockPerson>()
            .AddScoped<IssueToken>()
            .AddScoped<RevokeToken>();
    }
}
