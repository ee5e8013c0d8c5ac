namespace Portal.Kit;

/// <summary>What a colour says, for chips, banners and figures.</summary>
public enum Tone
{
    /// <summary>Nothing to say: drafts, archived, unknown.</summary>
    Plain,

    /// <summary>Under way; nobody has to act.</summary>
    Info,

    /// <summary>Done as wished.</summary>
    Good,

    /// <summary>Waits for someone, or partly done.</summary>
    Warn,

    /// <summary>Failed or refused.</summary>
    Bad,
}
