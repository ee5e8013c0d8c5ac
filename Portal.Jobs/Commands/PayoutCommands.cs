using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Settlement.Payouts;

namespace Portal.Jobs.Commands;

/// <summary>
/// <c>payouts …</c>: what the page of payout runs does, for the person whose access token the environment
/// holds. Nobody else's name will do: who submitted a run cannot approve it here either.
/// </summary>
internal static class PayoutCommands
{
    private static readonly Argument<long> Run = new("run") { Description = "Number of the run." };

    private static readonly Option<bool> IncludeNotDue = new("--include-not-due")
    {
        Description = "Also shops whose day has not come, or that are paid on request.",
    };

    public static Command Create() =>
        new(
            "payouts",
            $"Payout runs, as the person whose access token {TokenScope.Variable} holds."
        )
        {
            Preview(),
            Submit(),
            List(),
            Approve(),
            Cancel(),
            Confirm(),
            Return(),
            BankFile(),
        };

    private static Command Preview()
    {
        var preview = new Command("preview", "Whom a run would pay now, and whom not and why.")
        {
            MoneyArguments.CurrencyCode,
            IncludeNotDue,
            TenantRound.Json,
        };
        preview.SetAction(
            (parsed, ct) =>
                MoneyArguments.InCurrencyAsync(
                    parsed,
                    async (services, currency) =>
                    {
                        var found = await services
                            .GetRequiredService<PayoutQueries>()
                            .PreviewAsync(currency, parsed.GetValue(IncludeNotDue), ct);
                        return found.Failed ? found.Error
                            : parsed.GetValue(TenantRound.Json)
                                ? JsonSerializer.Serialize(
                                    found.Value.Candidates.Select(PayoutText.PreviewLine),
                                    EventLog.Json
                                )
                            : PayoutText.TextOf(found.Value);
                    },
                    ct
                )
        );
        return preview;
    }

    private static Command Submit()
    {
        var submit = new Command(
            "submit",
            "Hold what shops can be paid, until another person approves it."
        )
        {
            MoneyArguments.CurrencyCode,
            IncludeNotDue,
        };
        submit.SetAction(
            (parsed, ct) =>
                MoneyArguments.InCurrencyAsync(
                    parsed,
                    async (services, currency) =>
                    {
                        var run = await services
                            .GetRequiredService<SubmitPayoutRun>()
                            .HandleAsync(new(currency, parsed.GetValue(IncludeNotDue)), ct);
                        return run.Failed ? run.Error : await TellAsync(services, run.Value, ct);
                    },
                    ct
                )
        );
        return submit;
    }

    private static Command List()
    {
        var list = new Command("list", "The newest fifty runs.");
        list.SetAction(
            (_, ct) =>
                TokenScope.RunAsync(
                    async services =>
                    {
                        var found = await services
                            .GetRequiredService<PayoutQueries>()
                            .RunsAsync(new PayoutRunFilter(), new PageRequest(1, 50), ct);
                        return found.Failed ? found.Error
                            : found.Value.Rows.Count == 0 ? "No run yet."
                            : await LinesAsync(services, found.Value.Rows, ct);
                    },
                    ct
                )
        );
        return list;
    }

    private static async Task<Result<string>> LinesAsync(
        IServiceProvider services,
        IReadOnlyList<PayoutRun> runs,
        CancellationToken ct
    )
    {
        var ways = await services
            .GetRequiredService<PayoutQueries>()
            .WaysAsync([.. runs.Select(r => r.Id)], ct);
        return ways.Failed
            ? ways.Error
            : string.Join(
                Environment.NewLine,
                runs.Select(r => PayoutText.LineOf(r, ways.Value.Where(w => w.Run == r.Id)))
            );
    }

    private static Command Approve()
    {
        var approve = new Command(
            "approve",
            "Let a run of another person go to the bank. Asks for a code of the authenticator app, or the password."
        )
        {
            Run,
        };
        approve.SetAction(
            (parsed, ct) =>
                OnRunAsync(
                    parsed,
                    async (services, run) =>
                        await services
                            .GetRequiredService<ApprovePayoutRun>()
                            .HandleAsync(new(run, await TokenScope.AskProofAsync()), ct),
                    ct
                )
        );
        return approve;
    }

    private static Command Cancel()
    {
        var cancel = new Command(
            "cancel",
            "Give a waiting run up: its money is in the balances again."
        )
        {
            Run,
        };
        cancel.SetAction(
            (parsed, ct) =>
                OnRunAsync(
                    parsed,
                    (services, run) =>
                        services.GetRequiredService<CancelPayoutRun>().HandleAsync(new(run), ct),
                    ct
                )
        );
        return cancel;
    }

    private static Command Confirm()
    {
        var payouts = new Option<long[]>("--payout")
        {
            Description =
                "Only this payout; may be given often. All that are on their way when left out.",
        };
        var confirm = new Command("confirm", "Book that the bank has paid payouts of a run.")
        {
            Run,
            payouts,
        };
        confirm.SetAction(
            (parsed, ct) =>
                OnRunAsync(
                    parsed,
                    async (services, run) =>
                    {
                        var named = parsed.GetValue(payouts);
                        var confirmed = await services
                            .GetRequiredService<ConfirmPayouts>()
                            .HandleAsync(
                                new(
                                    run,
                                    named is { Length: > 0 }
                                        ? [.. named.Select(p => new PayoutId(p))]
                                        : null
                                ),
                                ct
                            );
                        return confirmed.Failed ? confirmed.Error : Result.Ok;
                    },
                    ct
                )
        );
        return confirm;
    }

    private static Command Return()
    {
        var payout = new Argument<long>("payout") { Description = "Number of the payout." };
        var reason = new Option<string>("--reason")
        {
            Description = "What the bank said.",
            Required = true,
        };
        var give = new Command(
            "return",
            "Book that the bank gave a payout back: its money is in the balance again."
        )
        {
            payout,
            reason,
        };
        give.SetAction(
            (parsed, ct) =>
                TokenScope.RunAsync(
                    async services =>
                    {
                        var id = new PayoutId(parsed.GetRequiredValue(payout));
                        var returned = await services
                            .GetRequiredService<ReturnPayout>()
                            .HandleAsync(new(id, parsed.GetRequiredValue(reason)), ct);
                        return returned.Failed
                            ? returned.Error
                            : $"Payout {id.Value} has come back. Its bank account is paused.";
                    },
                    ct
                )
        );
        return give;
    }

    private static Command BankFile()
    {
        var file = new Argument<FileInfo>("file")
        {
            Description = "Where to write it; must not be there yet.",
        };
        var write = new Command("bank-file", "Write an approved run as ISO 20022 pain.001.001.09.")
        {
            Run,
            file,
        };
        write.SetAction(
            (parsed, ct) =>
                TokenScope.RunAsync(
                    async services =>
                    {
                        var made = await services
                            .GetRequiredService<PayoutFiles>()
                            .CreditTransferAsync(new(parsed.GetRequiredValue(Run)), ct);
                        if (made.Failed)
                        {
                            return made.Error;
                        }

                        var path = parsed.GetRequiredValue(file);
                        await using var written = path.Open(FileMode.CreateNew);
                        await written.WriteAsync(made.Value, ct);
                        return $"{path.Name}: {made.Value.Length} bytes.";
                    },
                    ct
                )
        );
        return write;
    }

    private static Task<int> OnRunAsync(
        ParseResult parsed,
        Func<IServiceProvider, PayoutRunId, Task<Result>> act,
        CancellationToken ct
    ) =>
        TokenScope.RunAsync(
            async services =>
            {
                var run = new PayoutRunId(parsed.GetRequiredValue(Run));
                var done = await act(services, run);
                return done.Failed ? done.Error : await TellAsync(services, run, ct);
            },
            ct
        );

    /// <summary>Where the run stands now.</summary>
    private static async Task<Result<string>> TellAsync(
        IServiceProvider services,
        PayoutRunId run,
        CancellationToken ct
    )
    {
        var found = await services.GetRequiredService<PayoutQueries>().FindRunAsync(run, ct);
        if (found.Failed)
        {
            return found.Error;
        }

        var counts = found
            .Value.ByStatus.OrderBy(s => s.Key)
            .Select(s =>
                string.Create(CultureInfo.InvariantCulture, $"{s.Value} {SnakeCase.Of(s.Key)}")
            );
        var atStripe = found
            .Value.AtStripe.OrderBy(s => s.Key)
            .Select(s =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{s.Value} {SnakeCase.Of(s.Key)} at stripe"
                )
            );
        return $"{PayoutText.LineOf(found.Value.Run)} ({string.Join(", ", counts.Concat(atStripe))})";
    }
}
