using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using Portal.Core.Data;
using Portal.Core.Events.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Notifications.Contracts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Notifications;

/// <summary>
/// Sends the mails that are due: taken in one transaction, sent outside any, their outcome written
/// in another. A worker that dies in between sends some again, under the same message id.
/// </summary>
public sealed class MailQueue(
    PortalConnections connections,
    IDbContextFactory<PortalDbContext> contexts,
    TenantReader tenants,
    IMailSender sender,
    LiveSignals signals,
    TimeProvider clock
)
{
    private const int BatchSize = 200;
    private const int AtOnce = 8;

    /// <summary>Longer than a batch can take, also when every mail runs into its time limit.</summary>
    private const int ClaimMinutes = 10;

    /// <summary>So many mails in a row without a server, and the rest of the batch is not even tried.</summary>
    private const int GiveUpAfter = AtOnce;

    /// <summary>Sends one batch; answers how many the server took, and whether the server was there.</summary>
    public async Task<(int Sent, int Taken, bool IsReachable)> SendDueAsync(CancellationToken ct)
    {
        var mails = await ClaimAsync(ct);
        if (mails.Count == 0)
        {
            return (0, 0, true);
        }

        var answers = new ConcurrentBag<(DueMail Mail, MailAnswer Answer, string? Why)>();
        var unreachable = 0;
        try
        {
            await Parallel.ForEachAsync(
                await ComposeAsync(mails, ct),
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct },
                async (composed, stop) =>
                {
                    var (answer, why) =
                        Volatile.Read(ref unreachable) >= GiveUpAfter
                            ? (MailAnswer.Unreachable, "The mail server does not answer.")
                            : await sender.SendAsync(composed.Mail, stop);
                    answers.Add((composed.Due, answer, why));
                    if (answer is MailAnswer.Unreachable)
                    {
                        Interlocked.Increment(ref unreachable);
                    }
                    else
                    {
                        Interlocked.Exchange(ref unreachable, 0);
                    }
                }
            );
        }
        finally
        {
            // Also when told to stop: what the server has must be known.
            await RecordAsync([.. answers], CancellationToken.None);
        }

        return (
            answers.Count(a => a.Answer is MailAnswer.Accepted),
            mails.Count,
            unreachable < GiveUpAfter
        );
    }

    private async Task<List<DueMail>> ClaimAsync(CancellationToken ct)
    {
        await using var connection = await connections.OpenAsync(ct);
        await using var command = new NpgsqlCommand(NotificationsSql.ClaimMails, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<int> { TypedValue = BatchSize },
                new NpgsqlParameter<int> { TypedValue = ClaimMinutes },
            },
        };
        var mails = new List<DueMail>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            mails.Add(
                new DueMail(
                    reader.GetInt64(0),
                    reader.GetFieldValue<DateTimeOffset>(1),
                    new TenantId(reader.GetInt64(2)),
                    new DeliveryFacts(
                        SnakeCase.ToEnum<NotificationKind>(reader.GetString(3)),
                        reader.GetValue(4) as string,
                        reader.GetValue(5) as string,
                        Currency.Of(reader.GetString(7)),
                        reader.GetInt64(8),
                        reader.GetValue(9) as string,
                        reader.GetFieldValue<DateOnly>(12)
                    ),
                    reader.GetString(6),
                    reader.GetValue(10) is long template ? new TemplateId(template) : null,
                    reader.GetInt32(11)
                )
            );
        }

        return mails;
    }

    private async Task<List<(DueMail Due, OutgoingMail Mail)>> ComposeAsync(
        List<DueMail> mails,
        CancellationToken ct
    )
    {
        var names = (await tenants.AllAsync(ct)).ToDictionary(t => t.Id, t => t.Name);
        var used = mails.Select(m => m.Template).OfType<TemplateId>().Distinct().ToList();
        await using var db = await contexts.CreateDbContextAsync(ct);
        var templates = await db
            .NotificationTemplates.Where(t => used.Contains(t.Id))
            .ToDictionaryAsync(t => t.Id, t => new TemplateWords(t.Subject, t.Body), ct);
        return mails.ConvertAll(mail =>
        {
            var own = mail.Template is { } id ? templates.GetValueOrDefault(id) : null;
            var words = DeliveryWords.For(mail.Facts, own, names[mail.Tenant]);
            return (
                mail,
                new OutgoingMail($"delivery-{mail.Id}", mail.To, words.Subject, words.Body)
            );
        });
    }

    private async Task RecordAsync(
        IReadOnlyList<(DueMail Mail, MailAnswer Answer, string? Why)> answers,
        CancellationToken ct
    )
    {
        var now = clock.GetUtcNow();
        var verdicts = answers
            .Select(a =>
                MailPolicy.After(
                    a.Answer,
                    a.Mail.Attempts,
                    now - a.Mail.CreatedAt,
                    Random.Shared.NextDouble()
                )
            )
            .ToList();
        await using var connection = await connections.OpenAsync(ct);
        await using var command = new NpgsqlCommand(NotificationsSql.RecordMails, connection)
        {
            Parameters =
            {
                Array(answers.Select(a => a.Mail.Id)),
                Array(answers.Select(a => a.Mail.CreatedAt)),
                Array(verdicts.Select(v => SnakeCase.Of(v.Status))),
                Array(verdicts.Select(v => v.Attempts)),
                new NpgsqlParameter
                {
                    Value = verdicts.Select(v => v.Wait?.TotalSeconds).ToArray(),
                    NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Double,
                },
                new NpgsqlParameter
                {
                    Value = answers.Select(a => a.Why).ToArray(),
                    NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
                },
            },
        };
        await command.ExecuteNonQueryAsync(ct);
        foreach (var tenant in answers.Select(a => a.Mail.Tenant).Distinct())
        {
            await signals.SendAsync(tenant, LiveSignals.Notifications);
        }
    }

    private static NpgsqlParameter<T[]> Array<T>(IEnumerable<T> values) =>
        new() { TypedValue = [.. values] };

    private sealed record DueMail(
        long Id,
        DateTimeOffset CreatedAt,
        TenantId Tenant,
        DeliveryFacts Facts,
        string To,
        TemplateId? Template,
        int Attempts
    );
}
