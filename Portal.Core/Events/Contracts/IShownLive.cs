namespace Portal.Core.Events.Contracts;

/// <summary>An entity that open pages show: saving it sends the signal of its topic.</summary>
public interface IShownLive
{
    /// <summary>One of <see cref="LiveSignals"/>.</summary>
    string LiveTopic { get; }
}
