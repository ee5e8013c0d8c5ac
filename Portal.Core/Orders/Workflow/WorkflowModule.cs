using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Portal.Core.Payments.Contracts;

namespace Portal.Core.Orders.Workflow;

internal static class WorkflowModule
{
    public static IServiceCollection AddOrderWorkflow(
        this IServiceCollection services,
        IConfiguration configuration
    )
    {
        services
            .AddOptions<WorkflowOptions>()
            .Bind(configuration.GetSection("Workflow"))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<WorkflowOptions>, WorkflowOptionsCheck>();
        return services
            .AddSingleton(p => p.GetRequiredService<IOptions<WorkflowOptions>>().Value)
            .AddSingleton<RefusedOrders>()
            .AddSingleton<WriterTurns>()
            .AddScoped<SetAsideOrder>()
            .AddScoped<ClaimOrders>()
            .AddScoped<TakeOverOrders>()
            .AddScoped<PayOrders>()
            .AddScoped<FinishOrders>()
            .AddScoped<OrderPump>()
            .AddScoped<ProcessOrder>()
            .AddScoped<CallOffPayment>()
            .AddScoped<FollowWebhooks>()
            .AddScoped<RetryOrders>();
    }

    private sealed class WorkflowOptionsCheck(PaymentGateways gateways)
        : IValidateOptions<WorkflowOptions>
    {
        public ValidateOptionsResult Validate(string? name, WorkflowOptions options)
        {
            var mistakes = options.Mistakes(gateways.Timeout).ToList();
            return mistakes.Count == 0
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail(mistakes);
        }
    }
}
