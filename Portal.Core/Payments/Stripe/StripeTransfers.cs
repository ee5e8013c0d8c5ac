using System.Globalization;
using Portal.Core.Kernel;
using Portal.Core.Payments.Contracts;

namespace Portal.Core.Payments.Stripe;

/// <summary>
/// Pays shops through Stripe Connect: out of the marketplace's balance at Stripe into accounts it made there. What became of a
/// transfer is found in the list of its group.
/// </summary>
public sealed class StripeTransfers(StripeOptions options) : ITransferGateway
{
    private static readonly Error NoAnswer = Error.Rule(
        "stripe.no_answer",
        "Stripe did not answer. Try again in a moment."
    );

    /// <summary>What is wrong with the receiving account or the amount, and stays so however often it is sent.</summary>
    private static readonly string[] ForGood =
    [
        "account_closed",
        "account_invalid",
        "amount_too_large",
        "amount_too_small",
        "insufficient_capabilities_for_transfer",
        "transfers_not_allowed",
    ];

    private readonly StripeApi _api = StripeApi.Connect(options);

    public TimeSpan Timeout => options.Timeout;

    public async Task<TransferAnswer> TransferAsync(TransferRequest transfer, CancellationToken ct)
    {
        using var time = options.Limit(ct);
        if (StripeAmounts.Of(transfer.Amount) is not { } amount)
        {
            return new TransferAnswer(
                TransferVerdict.Refused,
                Code: "amount_not_possible",
                Message: "Stripe does not move this amount in this currency.",
                MayPass: false
            );
        }

        var made = await _api.PostAsync<StripeTransfer>(
            "v1/transfers",
            [
                new("amount", amount.ToString(CultureInfo.InvariantCulture)),
                new("currency", transfer.Amount.Currency.Code.ToLowerInvariant()),
                new("destination", transfer.Account),
                new("transfer_group", transfer.Group),
                new($"metadata[{StripeGateway.KeyField}]", transfer.Key),
            ],
            TryOf(transfer),
            time.Token
        );
        return made switch
        {
            { Value: { } moved } => Judge(moved, transfer),
            { Refusal: { } no } => new TransferAnswer(
                TransferVerdict.Refused,
                Code: no.Word,
                Message: no.Message,
                MayPass: !IsForGood(no)
            ),
            _ => new TransferAnswer(TransferVerdict.Unknown, Message: made.Doubt),
        };
    }

    /// <summary>Whatever try made it: one that was refused made none.</summary>
    public async Task<TransferAnswer> FindTransferAsync(
        TransferRequest transfer,
        CancellationToken ct
    )
    {
        using var time = options.Limit(ct);
        var found = await _api.FindAsync<StripeTransfer>(
            $"v1/transfers?transfer_group={Uri.EscapeDataString(transfer.Group)}"
                + $"&destination={Uri.EscapeDataString(transfer.Account)}",
            t => t.Id,
            t => t.Metadata?.GetValueOrDefault(StripeGateway.KeyField) == transfer.Key,
            time.Token
        );
        return found switch
        {
            { Value: { } made } => Judge(made, transfer),
            { Refusal: null, Doubt: null } => new TransferAnswer(TransferVerdict.NeverSeen),
            _ => new TransferAnswer(
                TransferVerdict.Unknown,
                Message: found.Doubt ?? found.Refusal?.Message
            ),
        };
    }

    public async Task<Result<ConnectedAccountState>> OpenAccountAsync(
        string key,
        CancellationToken ct
    )
    {
        using var time = options.Limit(ct);
        return StateOf(
            await _api.PostAsync<StripeConnectedAccount>(
                "v1/accounts",
                [
                    new("type", "express"),
                    new("capabilities[transfers][requested]", "true"),
                    new($"metadata[{StripeGateway.KeyField}]", key),
                ],
                key,
                time.Token
            )
        );
    }

    public async Task<Result<ConnectedAccountState>> AskAccountAsync(
        string account,
        CancellationToken ct
    )
    {
        using var time = options.Limit(ct);
        return StateOf(
            await _api.GetAsync<StripeConnectedAccount>(
                $"v1/accounts/{Uri.EscapeDataString(account)}",
                time.Token
            )
        );
    }

    /// <summary>A link works once, so each has a key of its own.</summary>
    public async Task<Result<Uri>> InviteAsync(string account, Uri back, CancellationToken ct)
    {
        using var time = options.Limit(ct);
        var made = await _api.PostAsync<StripeAccountLink>(
            "v1/account_links",
            [
                new("account", account),
                new("type", "account_onboarding"),
                new("return_url", back.AbsoluteUri),
                new("refresh_url", back.AbsoluteUri),
            ],
            $"{account}-link-{Guid.NewGuid():N}",
            time.Token
        );
        return made switch
        {
            { Value.Url: { } url } when Uri.TryCreate(url, UriKind.Absolute, out var link) => link,
            { Refusal: { } no } => Refused(no),
            _ => NoAnswer,
        };
    }

    /// <summary>
    /// Stripe answers a key with the same refusal for a day, so what was refused goes under another one. A try
    /// that may have got there keeps its key.
    /// </summary>
    private static string TryOf(TransferRequest transfer) =>
        transfer.Refusals == 0 ? transfer.Key : $"{transfer.Key}-{transfer.Refusals}";

    private static bool IsForGood(StripeError refusal) =>
        ForGood.Contains(refusal.Code, StringComparer.Ordinal) || refusal.Param is "destination";

    private static TransferAnswer Judge(StripeTransfer transfer, TransferRequest asked) =>
        transfer switch
        {
            _ when !StripeAmounts.AreSame(asked.Amount, transfer.Amount, transfer.Currency) =>
                new TransferAnswer(
                    TransferVerdict.Unknown,
                    Message: "Stripe named another amount than it was asked for."
                ),
            _ when transfer.Destination != asked.Account => new TransferAnswer(
                TransferVerdict.Unknown,
                Message: "Stripe named another account than it was asked for."
            ),
            { Reversed: true } => new TransferAnswer(
                TransferVerdict.Reversed,
                transfer.Id,
                Message: "Stripe took it back."
            ),
            _ => new TransferAnswer(
                TransferVerdict.Sent,
                transfer.Id,
                TakenBack: transfer.AmountReversed > 0
                    ? StripeAmounts.ToMoney(transfer.AmountReversed, transfer.Currency)
                    : null
            ),
        };

    private static Result<ConnectedAccountState> StateOf(
        StripeAnswer<StripeConnectedAccount> answer
    ) =>
        answer switch
        {
            { Value: { } account } => new ConnectedAccountState(
                account.Id,
                account.Capabilities?.Transfers is "active",
                account.PayoutsEnabled is true,
                account.Requirements?.CurrentlyDue ?? []
            ),
            { Refusal: { } no } => Refused(no),
            _ => NoAnswer,
        };

    private static Error Refused(StripeError refusal) =>
        Error.Rule("stripe.refused", refusal.Message ?? "Stripe refused it.");
}
