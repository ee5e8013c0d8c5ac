using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Core.Audit;

internal static class AuditModule
{
    public static IServiceCollection AddAudit(this IServiceCollection services) =>
        services.AddSingleton<IInterceptor, AuditInterceptor>().AddScoped<AuditQueries>();
}
