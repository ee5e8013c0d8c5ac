using Npgsql;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Payments.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Payments.Refunds;

/// <summary>
/// Asks once more about refunds that were sent, when their gateway told something of them since: a bank may send one back weeks
/// later. The gateway is asked outside any transaction. What it does not say is asked again when the lease ends. Any number
/// may run at once. Refuses without the right.
/// </summary>
public sealed class CheckSentRefunds(
    PortalConnections connections,
    PaymentGateways gateways,
    RecordReturnedRefund record,
    RefundOptions options,
    CurrentUser user,
    CurrentTenant tenant
)
{
    /// <summary>One batch; answers how many it asked about.</summary>
    public async Task<Result<int>> HandleAsync(CancellationToken stopping)
    {
        if (!await user.MayAsync(PaymentsPermissions.SendRefunds, stopping))
        {
            return Error.Forbidden;
        }

        var due = await ClaimAsync(stopping);
        if (due.Count == 0)
        {
            return 0;
        }

        var answers = await Task.WhenAll(
            due.Select(async refund => (Refund: refund, Answer: await AskAsync(refund)))
        );
        await LeaveAloneAsync([
            .. answers.Where(a => a.Answer.Verdict is RefundVerdict.Sent).Select(a => a.Refund),
        ]);
        var refused = Result.Ok;
        foreach (
            var (refund, answer) in answers.Where(a => a.Answer.Verdict is RefundVerdict.Refused)
        )
        {
            var written = await record.WriteAsync(refund, answer, CancellationToken.None);
            refused = refused.Failed ? refused : written;
        }

        return refused.Failed ? refused.Error : due.Count;
    }

    private async Task<IReadOnlyList<SentRefund>> ClaimAsync(CancellationToken ct) =>
        await connections.ReadAsync(
            SentRefundsSql.Claim,
            [
                SqlValue.Of(tenant.Id.Value),
                SqlValue.Of(gateways.Names.ToArray()),
                SqlValue.Of(options.BatchSize),
                SqlValue.Of(options.Lease),
            ],
            r => new SentRefund(
                new RefundId(r.GetInt64(0)),
                r.GetString(6),
                new RefundRequest(
                    tenant.Id,
                    r.GetInt64(1),
                    r.GetString(2),
                    r.GetString(3),
                    r.IsDBNull(7) ? null : r.GetString(7),
                    new Money(r.GetInt64(4), Currency.Of(r.GetString(5))),
                    r.GetInt32(8)
                ),
                r.GetInt32(9),
                r.GetFieldValue<DateTimeOffset>(10)
            ),
            ct
        );

    // Not the stopping token: an answer under way is worth waiting for, and the gateway has its timeout.
    private Task<RefundAnswer> AskAsync(SentRefund refund) =>
        gateways.Of(refund.Gateway)!.FindRefundAsync(refund.Request, CancellationToken.None);

    /// <summary>Not those of which the gateway told something new meanwhile; they are asked about again.</summary>
    private async Task LeaveAloneAsync(IReadOnlyCollection<SentRefund> refunds)
    {
        await using var connection = await connections.OpenAsync(CancellationToken.None);
        await using var leave = new NpgsqlCommand(SentRefundsSql.LeaveAlone, connection)
        {
            Parameters =
            {
                SqlValue.Of(refunds.Select(r => r.Id.Value).ToArray()),
                SqlValue.Of(refunds.Select(r => r.Lease).ToArray()),
            },
        };
        await leave.ExecuteNonQueryAsync(CancellationToken.None);
    }
}
