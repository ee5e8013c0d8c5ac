namespace Portal.Core.Imports.Csv;

/// <summary>Finds the delimiter: the one that splits most records into the same number of fields.</summary>
public static class DelimiterDetection
{
    private const int RecordsLookedAt = 200;

    /// <summary>Null when no candidate splits the records into columns.</summary>
    public static char? In(string sample)
    {
        if (sample.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && sample.Length > 4)
        {
            return CsvFormat.Delimiters.Contains(sample[4]) ? sample[4] : null;
        }

        char? best = null;
        var bestScore = 0.0m;
        foreach (var candidate in CsvFormat.Delimiters)
        {
            var score = Score(CountFields(sample, candidate));
            if (score > bestScore)
            {
                (best, bestScore) = (candidate, score);
            }
        }

        return best;
    }

    /// <summary>
    /// The share of records with the commonest number of fields; more columns win between two
    /// that are equally regular.
    /// </summary>
    private static decimal Score(List<int> counts)
    {
        var common = counts
            .Where(count => count > 1)
            .GroupBy(count => count)
            .OrderByDescending(same => same.Count())
            .ThenByDescending(same => same.Key)
            .FirstOrDefault();
        return common is null
            ? 0
            : ((decimal)common.Count() / counts.Count) + (Math.Min(common.Key, 50) / 500m);
    }

    private static List<int> CountFields(string sample, char delimiter)
    {
        var counts = new List<int>();
        var fields = 1;
        var quoted = false;
        var empty = true;
        foreach (var letter in sample)
        {
            if (letter == '"')
            {
                quoted = !quoted;
            }
            else if (letter == delimiter && !quoted)
            {
                fields++;
            }
            else if (letter is '\n' or '\r' && !quoted)
            {
                if (!empty)
                {
                    counts.Add(fields);
                }

                (fields, empty) = (1, true);
                if (counts.Count == RecordsLookedAt)
                {
                    return counts;
                }

                continue;
            }

            empty = false;
        }

        if (!empty && (counts.Count == 0 || sample.Length < CsvLimits.SampleBytes / 4))
        {
            counts.Add(fields);
        }

        return counts;
    }
}
