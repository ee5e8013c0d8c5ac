namespace Portal.Live;

/// <summary>Does one thing when disposed.</summary>
internal sealed class Ending(Action end) : IDisposable
{
    public void Dispose() => end();
}
