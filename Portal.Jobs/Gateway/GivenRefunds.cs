using Portal.Core.Payments.Gateways;

namespace Portal.Jobs.Gateway;

/// <summary>
/// What the simulated gateway has given back: never twice under one key, and never more than a charge. A refusal
/// is not kept, as its cause may pass.
/// </summary>
internal sealed class GivenRefunds : IAsyncDisposable
{
    private readonly GatewayJournal<RefundAnswerMessage> _journal;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Task<RefundAnswerMessage>> _given = new(
        StringComparer.Ordinal
    );
    private readonly Dictionary<string, long> _minorOfCharge = new(StringComparer.Ordinal);

    private GivenRefunds(GatewayJournal<RefundAnswerMessage> journal) => _journal = journal;

    public static async Task<GivenRefunds> OpenAsync(string folder, CancellationToken ct)
    {
        var refunds = new GivenRefunds(
            await GatewayJournal<RefundAnswerMessage>.OpenAsync(
                Path.Combine(folder, "refunds.jsonl"),
                r => r.Key,
                ct
            )
        );
        foreach (var refund in await refunds._journal.AllAsync())
        {
            refunds.Note(refund.ChargeKey, refund.AmountMinor);
            refunds._given[refund.Key] = Task.FromResult(refund);
        }

        return refunds;
    }

    public Task<RefundAnswerMessage?> FindAsync(string key) => _journal.FindAsync(key);

    /// <summary>All of them, by key.</summary>
    public Task<IReadOnlyList<RefundAnswerMessage>> StatementAsync() => _journal.AllAsync();

    /// <param name="refund">What is asked.</param>
    /// <param name="charge">Null for a charge from before the journal began, which counts as captured.</param>
    /// <param name="reference">The gateway's own number of it.</param>
    public async Task<RefundAnswerMessage> GiveAsync(
        RefundMessage refund,
        ChargeAnswerMessage? charge,
        string reference
    )
    {
        Task<RefundAnswerMessage>? given;
        lock (_gate)
        {
            if (!_given.TryGetValue(refund.Key, out given))
            {
                if (Refusal(refund, charge) is { } code)
                {
                    return Refused(refund, code, "The charge does not have so much.", false);
                }

                Note(refund.ChargeKey, refund.AmountMinor);
                given = _journal.AddAsync(
                    refund.Key,
                    () =>
                        new RefundAnswerMessage(
                            refund.Key,
                            refund.ChargeKey,
                            refund.AmountMinor,
                            refund.Currency,
                            true,
                            reference
                        )
                );
                _given[refund.Key] = given;
            }
        }

        return await given;
    }

    public static RefundAnswerMessage Refused(
        RefundMessage refund,
        string code,
        string message,
        bool mayPass
    ) =>
        new(
            refund.Key,
            refund.ChargeKey,
            refund.AmountMinor,
            refund.Currency,
            false,
            null,
            code,
            message,
            mayPass
        );

    public ValueTask DisposeAsync() => _journal.DisposeAsync();

    private string? Refusal(RefundMessage refund, ChargeAnswerMessage? charge) =>
        charge switch
        {
            null => null,
            { IsCaptured: false } => "charge_not_captured",
            _ when charge.Currency != refund.Currency => "wrong_currency",
            _ when _minorOfCharge.GetValueOrDefault(refund.ChargeKey) + refund.AmountMinor
                    > charge.AmountMinor => "exceeds_charge",
            _ => null,
        };

    private void Note(string charge, long minor) =>
        _minorOfCharge[charge] = _minorOfCharge.GetValueOrDefault(charge) + minor;
}
