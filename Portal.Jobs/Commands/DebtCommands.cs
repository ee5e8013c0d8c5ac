using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Events.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Settlement.Debts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Jobs.Commands;

/// <summary>
/// <c>debts …</c>: what the pages of debts do, for the person whose access token the environment holds. Who asks for a
/// write-off cannot approve it here either.
/// </summary>
internal static class DebtCommands
{
    private static readonly Argument<long> Shop = new("shop")
    {
        Description = "Number of the shop.",
    };

    private static readonly Argument<long> WriteOff = new("write-off")
    {
        Description = "Number of the write-off.",
    };

    public static Command Create() =>
        new(
            "debts",
            $"What shops owe, as the person whose access token {TokenScope.Variable} holds."
        )
        {
            List(),
            Repay(),
            Request(),
            Approve(),
            Refuse(),
        };

    private static Command List()
    {
        var list = new Command("list", "Who owes what, for how long and why, the oldest first.")
        {
            TenantRound.Json,
        };
        list.SetAction(
            (parsed, ct) =>
                TokenScope.RunAsync(
                    async services =>
                    {
                        var found = await services
                            .GetRequiredService<DebtQueries>()
                            .ListAsync(
                                new DebtFilter(),
                                new PageRequest(Size: PageRequest.MaxSize),
                                ct
                            );
                        return found.Failed ? found.Error
                            : parsed.GetValue(TenantRound.Json)
                                ? JsonSerializer.Serialize(
                                    found.Value.Rows.Select(DebtText.ObjectOf),
                                    EventLog.Json
                                )
                            : found.Value.Rows.Count == 0 ? "Nobody owes anything."
                            : string.Join(
                                Environment.NewLine,
                                found.Value.Rows.Select(DebtText.LineOf)
                            );
                    },
                    ct
                )
        );
        return list;
    }

    private static Command Repay()
    {
        var reference = new Option<string>("--reference")
        {
            Description = "What the bank's statement says of it.",
            Required = true,
        };
        var paidOn = new Option<DateOnly>("--paid-on")
        {
            Description = "The day the bank had it, YYYY-MM-DD.",
            Required = true,
        };
        var key = new Option<string?>("--key")
        {
            Description =
                "The same key books once; made of shop, amount, day and reference when left out.",
        };
        var repay = new Command(
            "repay",
            "Book that a shop has paid what it owes, or a part of it, to the bank."
        )
        {
            Shop,
            MoneyArguments.Amount,
            MoneyArguments.CurrencyCode,
            reference,
            paidOn,
            key,
        };
        repay.SetAction(
            (parsed, ct) =>
                MoneyArguments.WithAmountAsync(
                    parsed,
                    async (services, amount) =>
                    {
                        var command = new RecordRepaymentCommand(
                            new SellerId(parsed.GetRequiredValue(Shop)),
                            amount,
                            parsed.GetRequiredValue(reference),
                            parsed.GetRequiredValue(paidOn),
                            ""
                        );
                        var recorded = await services
                            .GetRequiredService<RecordRepayment>()
                            .HandleAsync(
                                command with
                                {
                                    Key = parsed.GetValue(key) ?? KeyOf(command),
                                },
                                ct
                            );
                        return recorded.Failed
                            ? recorded.Error
                            : $"Repayment {recorded.Value.Value}: {amount} of shop {command.Seller.Value}.";
                    },
                    ct
                )
        );
        return repay;
    }

    private static Command Request()
    {
        var reason = new Option<string>("--reason")
        {
            Description = "Why nobody will pay it; stands in the books.",
            Required = true,
        };
        var request = new Command(
            "write-off",
            "Ask that a debt, or a part of it, be given up; another person approves."
        )
        {
            Shop,
            MoneyArguments.Amount,
            MoneyArguments.CurrencyCode,
            reason,
        };
        request.SetAction(
            (parsed, ct) =>
                MoneyArguments.WithAmountAsync(
                    parsed,
                    async (services, amount) =>
                    {
                        var requested = await services
                            .GetRequiredService<RequestWriteOff>()
                            .HandleAsync(
                                new(
                                    new SellerId(parsed.GetRequiredValue(Shop)),
                                    amount,
                                    parsed.GetRequiredValue(reason)
                                ),
                                ct
                            );
                        return requested.Failed
                            ? requested.Error
                            : await TellAsync(services, requested.Value, ct);
                    },
                    ct
                )
        );
        return request;
    }

    private static Command Approve()
    {
        var approve = new Command(
            "approve",
            "Give up what another person asked to be given up. Asks for a code of the authenticator app, or the password."
        )
        {
            WriteOff,
        };
        approve.SetAction(
            (parsed, ct) =>
                OnWriteOffAsync(
                    parsed,
                    async (services, writeOff) =>
                        await services
                            .GetRequiredService<ApproveWriteOff>()
                            .HandleAsync(new(writeOff, await TokenScope.AskProofAsync()), ct),
                    ct
                )
        );
        return approve;
    }

    private static Command Refuse()
    {
        var reason = new Option<string>("--reason")
        {
            Description = "Why it is owed as before.",
            Required = true,
        };
        var refuse = new Command("refuse", "Refuse a write-off, or take one's own request back.")
        {
            WriteOff,
            reason,
        };
        refuse.SetAction(
            (parsed, ct) =>
                OnWriteOffAsync(
                    parsed,
                    (services, writeOff) =>
                        services
                            .GetRequiredService<RefuseWriteOff>()
                            .HandleAsync(new(writeOff, parsed.GetRequiredValue(reason)), ct),
                    ct
                )
        );
        return refuse;
    }

    /// <summary>Typing the same transfer in again books nothing again.</summary>
    private static string KeyOf(RecordRepaymentCommand command) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"cli-{command.Seller.Value}-{command.Amount.Minor}-{command.Amount.Currency.Code}-{command.PaidOn:yyyyMMdd}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(command.BankReference.Trim())))[..16]}"
        );

    private static Task<int> OnWriteOffAsync(
        ParseResult parsed,
        Func<IServiceProvider, DebtWriteOffId, Task<Result>> act,
        CancellationToken ct
    ) =>
        TokenScope.RunAsync(
            async services =>
            {
                var writeOff = new DebtWriteOffId(parsed.GetRequiredValue(WriteOff));
                var done = await act(services, writeOff);
                return done.Failed ? done.Error : await TellAsync(services, writeOff, ct);
            },
            ct
        );

    /// <summary>Where the write-off stands now.</summary>
    private static async Task<Result<string>> TellAsync(
        IServiceProvider services,
        DebtWriteOffId writeOff,
        CancellationToken ct
    )
    {
        var found = await services
            .GetRequiredService<DebtQueries>()
            .FindWriteOffAsync(writeOff, ct);
        return found.Failed ? found.Error : DebtText.LineOf(found.Value.WriteOff);
    }
}
