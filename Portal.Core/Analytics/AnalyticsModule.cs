using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Analytics.Boards;
using Portal.Core.Events.Contracts;

namespace Portal.Core.Analytics;

internal static class AnalyticsModule
{
    public static IServiceCollection AddAnalytics(this IServiceCollection services) =>
        services
            .AddEventConsumer<FiguresConsumer>()
            .AddSingleton<FigureBoards>()
            .AddSingleton<NamedEntries>()
            .AddScoped<FigureAccess>()
            .AddScoped<FigureQueries>()
            .AddScoped<OrderStatisticsQueries>()
            .AddScoped<BoardReader>()
            .AddScoped<LeaderboardQueries>()
            .AddScoped<DashboardQueries>()
            .AddScoped<DailyReports>()
            .AddScoped<BoardProjection>()
            .AddScoped<BoardComparison>()
            .AddScoped<RecomputeFigures>()
            .AddScoped<CheckFigures>()
            .AddScoped<RequestRebuild>();
}
