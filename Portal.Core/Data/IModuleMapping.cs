using Microsoft.EntityFrameworkCore;

namespace Portal.Core.Data;

/// <summary>How a module's entities lie in its schema. One class per module, found by reflection.</summary>
internal interface IModuleMapping
{
    void Map(ModelBuilder model);
}

/// <summary>
/// Marks an entity whose rows are never changed or removed: the application's role may only read
/// and insert, and triggers refuse everything else from everybody.
/// </summary>
public interface IAppendOnly;

/// <summary>
/// Marks an append-only entity whose rows come in through a function of the database that checks them:
/// the application's role may only read.
/// </summary>
public interface IWrittenByFunction : IAppendOnly;
