namespace Portal.Jobs.Bench;

/// <summary>A whole-system measurement: seeds what it needs in a tenant of its own, works, counts that the work was right.</summary>
internal interface IBenchmark
{
    /// <summary>What <c>bench NAME</c> names.</summary>
    string Name { get; }

    /// <summary>Throws when the work measured was not correct: a wrong answer has no speed.</summary>
    Task<IReadOnlyList<BenchFigure>> RunAsync(BenchBed bed, CancellationToken ct);
}
