using Portal.Core.Kernel;

namespace Portal.Core.Identity.Contracts;

public readonly record struct PersonId(long Value) : IEntityId<PersonId>
{
    public static PersonId From(long value) => new(value);
}

/// <summary>Where a call came in.</summary>
public enum ActorSource
{
    /// <summary>A page.</summary>
    Web,

    /// <summary>The JSON API, by an access token.</summary>
    Api,

    /// <summary>A background worker acting by itself.</summary>
    Worker,

    /// <summary>The command line.</summary>
    Cli,
}

/// <summary>
/// Who a call acts for. One per dependency-injection scope; set once, at the edge. Events and the
/// activity log take the actor from here.
/// </summary>
public sealed class Actor
{
    /// <summary>The person; none for workers and the command line.</summary>
    public PersonId? Person { get; private set; }

    /// <summary>For people to read: a name, <c>worker</c>, or <c>cli:user@host</c>.</summary>
    public string Name { get; private set; } = "nobody";

    public ActorSource Source { get; private set; }

    /// <summary>
    /// How far each right of the access token reaches that the call came with, read when the call
    /// began; null when there was no token.
    /// </summary>
    public IReadOnlyDictionary<Permission, AccessScope>? TokenRights { get; private set; }

    /// <summary>The machine acts by itself: it has every right, within the tenant it entered.</summary>
    public bool IsSystem => Person is null && Source is ActorSource.Worker or ActorSource.Cli;

    public void SignIn(
        PersonId person,
        string name,
        ActorSource source,
        IReadOnlyDictionary<Permission, AccessScope>? tokenRights = null
    ) => (Person, Name, Source, TokenRights) = (person, name, source, tokenRights);

    /// <summary>The session ended while a page was open: from now on nobody acts here.</summary>
    public void SignOut() => (Person, Name, TokenRights) = (null, "nobody", null);

    public void ActAsWorker(string name = "worker") =>
        (Person, Name, Source, TokenRights) = (null, name, ActorSource.Worker, null);

    public void ActAsCommandLine(string userAtHost) =>
        (Person, Name, Source, TokenRights) = (null, $"cli:{userAtHost}", ActorSource.Cli, null);
}
