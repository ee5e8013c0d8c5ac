using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Orders.Contracts;
using Portal.Core.Orders.Workflow;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Jobs.Commands;

/// <summary><c>orders …</c>: walk orders through the workflow by hand.</summary>
internal static class OrdersCommands
{
    private static readonly Option<string?> Tenant = new("--tenant")
    {
        Description = "Short name of the tenant; any of them when left out.",
    };

    private static readonly Option<bool> Json = new("--json")
    {
        Description = "Print JSON for machines.",
    };

    public static Command Create() =>
        new("orders", "Orders and their workflow.") { Process(), Retry() };

    private static Command Process()
    {
        var id = new Argument<long>("ID") { Description = "The order's number in Portal." };
        var process = new Command("process", "Walk one order through the workflow now.")
        {
            id,
            Tenant,
            Json,
        };
        process.SetAction(
            (parsed, ct) =>
                RunAsync(
                    parsed,
                    async services =>
                    {
                        var processed = await services
                            .GetRequiredService<ProcessOrder>()
                            .HandleAsync(
                                new ProcessOrderCommand(new OrderId(parsed.GetValue(id))),
                                ct
                            );
                        return processed.Failed
                            ? processed.Error
                            : new Printed(processed.Value, Sentence(processed.Value));
                    },
                    ct
                )
        );
        return process;
    }

    private static Command Retry()
    {
        var ids = new Argument<long[]>("ID")
        {
            Description = "Numbers of failed orders.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var failure = new Option<string?>("--failure")
        {
            Description = "Every order that failed by it, e.g. payment_declined.",
        };
        var retry = new Command("retry", "Send failed orders through the workflow again.")
        {
            ids,
            failure,
            Tenant,
            Json,
        };
        retry.Validators.Add(result =>
        {
            if (result.GetValue(ids) is not { Length: > 0 } && result.GetValue(failure) is null)
            {
                result.AddError("Name orders, or a failure with --failure.");
            }
        });
        retry.SetAction(
            (parsed, ct) =>
                RunAsync(
                    parsed,
                    async services =>
                    {
                        var orders = parsed.GetValue(ids) ?? [];
                        var retried = await services
                            .GetRequiredService<RetryOrders>()
                            .HandleAsync(
                                new RetryOrdersCommand(
                                    orders.Length == 0
                                        ? null
                                        : [.. orders.Select(o => new OrderId(o))],
                                    parsed.GetValue(failure)
                                ),
                                ct
                            );
                        return retried.Failed
                            ? retried.Error
                            : new Printed(
                                new { Retried = retried.Value },
                                $"{retried.Value} orders are pending again."
                            );
                    },
                    ct
                )
        );
        return retry;
    }

    private sealed record Printed(object Json, string Text);

    private static string Sentence(ProcessedOrder order) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            Order {order.Reference} ({order.OrderId.Value}) is {SnakeCase.Of(
                order.Status
            )} at attempt {order.Attempt}{(order.FailureCode is null ? "" : $": {order.FailureCode}, {order.FailureDetail}")}
            reserve {order.ReserveFor.TotalMilliseconds:F1} ms, pay {order.PayFor.TotalMilliseconds:F1} ms, finish {order.FinishFor.TotalMilliseconds:F1} ms
            """
        );

    private static async Task<int> RunAsync(
        ParseResult parsed,
        Func<IServiceProvider, Task<Result<Printed>>> act,
        CancellationToken ct
    )
    {
        using var host = JobsHost.CreateBuilder().Build();
        await using var scope = host.CreateCommandScope();
        var tenant = scope.ServiceProvider.GetRequiredService<CurrentTenant>();
        if (parsed.GetValue(Tenant) is not { } slug)
        {
            tenant.EnterPlatform();
        }
        else if (await FindTenantAsync(host.Services, slug, ct) is { } found)
        {
            tenant.Enter(found);
        }
        else
        {
            await Console.Error.WriteLineAsync($"There is no tenant {slug}.");
            return ExitCodes.WrongUsage;
        }

        var done = await act(scope.ServiceProvider);
        if (done.Failed)
        {
            await Console.Error.WriteLineAsync(done.Error.Message);
            return ExitCodes.Failed;
        }

        await Console.Out.WriteLineAsync(
            parsed.GetValue(Json)
                ? JsonSerializer.Serialize(done.Value.Json, EventLog.Json)
                : done.Value.Text
        );
        return ExitCodes.Done;
    }

    private static async Task<TenantId?> FindTenantAsync(
        IServiceProvider services,
        string slug,
        CancellationToken ct
    )
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().EnterPlatform();
        var tenants = scope.ServiceProvider.GetRequiredService<TenantReader>();
        return (await tenants.FindBySlugAsync(slug, ct))?.Id;
    }
}
