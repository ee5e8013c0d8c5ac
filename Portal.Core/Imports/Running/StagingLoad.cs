using System.Threading.Channels;
using Npgsql;
using NpgsqlTypes;
using Portal.Core.Imports.Csv;
using Portal.Core.Kernel;

namespace Portal.Core.Imports.Running;

/// <summary>
/// Reads a file into its staging table: one task parses while another writes the COPY, with a few
/// batches between them, so that memory does not grow with the file.
/// </summary>
internal static class StagingLoad
{
    private const int BatchRows = 2_048;
    private const int BatchesBetween = 4;

    /// <summary>Answers the number of rows, or why the file cannot be read to its end.</summary>
    public static async Task<Result<long>> CopyAsync(
        NpgsqlConnection connection,
        StagingSql staging,
        CsvRows rows,
        RowParser parser,
        Action<long> report,
        CancellationToken ct
    )
    {
        var full = Channel.CreateBounded<(OrderRow[] Rows, int Count)>(BatchesBetween);
        var free = Channel.CreateBounded<OrderRow[]>(BatchesBetween + 2);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var reading = Task.Run(
            () => ReadAsync(rows, parser, full.Writer, free.Reader, stop.Token),
            ct
        );
        try
        {
            long count = 0;
            await using var importer = await connection.BeginBinaryImportAsync(staging.Copy, ct);
            await foreach (var batch in full.Reader.ReadAllAsync(ct))
            {
                Write(importer, batch.Rows.AsSpan(0, batch.Count));
                count += batch.Count;
                report(count);
                free.Writer.TryWrite(batch.Rows);
            }

            if (rows.Refusal is { } refusal)
            {
                return refusal;
            }

            await importer.CompleteAsync(ct);
            return count;
        }
        finally
        {
            await stop.CancelAsync();
            await reading.ContinueWith(
                _ => { },
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default
            );
        }
    }

    private static async Task ReadAsync(
        CsvRows rows,
        RowParser parser,
        ChannelWriter<(OrderRow[], int)> full,
        ChannelReader<OrderRow[]> free,
        CancellationToken ct
    )
    {
        try
        {
            var batch = new OrderRow[BatchRows];
            var count = 0;
            while (await rows.ReadAsync(ct))
            {
                parser.Parse(rows, ref batch[count++]);
                if (count == BatchRows)
                {
                    await full.WriteAsync((batch, count), ct);
                    batch = free.TryRead(out var used) ? used : new OrderRow[BatchRows];
                    count = 0;
                }
            }

            await full.WriteAsync((batch, count), ct);
            full.Complete();
        }
        catch (Exception e)
        {
            // The writing side rethrows it: nothing that went wrong while reading is lost.
            full.Complete(e);
        }
    }

    private static void Write(NpgsqlBinaryImporter importer, ReadOnlySpan<OrderRow> rows)
    {
        foreach (ref readonly var row in rows)
        {
            importer.StartRow();
            importer.Write(row.Line, NpgsqlDbType.Integer);
            WriteText(importer, row.Reference);
            importer.Write(row.IsRefund, NpgsqlDbType.Boolean);
            importer.Write(row.PlacedAt, NpgsqlDbType.TimestampTz);
            WriteText(importer, row.Sku);
            WriteText(importer, row.ProductName);
            importer.Write(row.Quantity, NpgsqlDbType.Integer);
            importer.Write(row.AmountMinor, NpgsqlDbType.Bigint);
            WriteText(importer, row.Currency);
            WriteText(importer, row.CustomerReference ?? row.CustomerEmail ?? row.CustomerName);
            WriteText(importer, row.CustomerName);
            WriteText(importer, row.CustomerEmail);
            WriteText(importer, row.Problem?.Code);
            WriteText(importer, row.ProblemField is { } field ? field.ToString() : null);
            WriteText(importer, row.ProblemValue);
        }
    }

    private static void WriteText(NpgsqlBinaryImporter importer, string? text)
    {
        if (text is null)
        {
            importer.WriteNull();
        }
        else
        {
            importer.Write(text, NpgsqlDbType.Text);
        }
    }
}
