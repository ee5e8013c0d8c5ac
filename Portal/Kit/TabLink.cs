namespace Portal.Kit;

/// <param name="Count">How many rows stand behind the tab; null where that is not worth asking.</param>
public sealed record TabLink(string Label, string Href, long? Count = null);
