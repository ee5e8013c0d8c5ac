using Microsoft.AspNetCore.Components;

namespace Portal.Kit;

/// <summary>One thing that happened, for <see cref="Timeline"/>.</summary>
/// <param name="Title">What happened, as a sentence.</param>
/// <param name="At">When.</param>
/// <param name="Actor">Who or what did it; null when the title says it.</param>
/// <param name="Source">Where the call came in: page, API, worker, command line, file row.</param>
/// <param name="Icon">A name of <see cref="Portal.Kit.Icon"/>.</param>
/// <param name="Tone">Colour of the mark.</param>
/// <param name="Details">What is shown beneath: reason, amounts, before and after.</param>
public sealed record TimelineStep(
    string Title,
    DateTimeOffset At,
    string? Actor = null,
    string? Source = null,
    string Icon = "check",
    Tone Tone = Tone.Plain,
    RenderFragment? Details = null
);
