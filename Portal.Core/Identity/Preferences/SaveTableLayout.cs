using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;

namespace Portal.Core.Identity.Preferences;

public sealed record SaveTableLayoutCommand(
    string Table,
    IReadOnlyList<string> Columns,
    IReadOnlyList<string> Hidden,
    TableDensity Density
);

/// <summary>Keeps how the signed-in person wants one table.</summary>
public sealed class SaveTableLayout(IDbContextFactory<PortalDbContext> contexts, CurrentUser user)
{
    public async Task<Result> HandleAsync(SaveTableLayoutCommand command, CancellationToken ct)
    {
        if (user.IdOrNone is not { } person)
        {
            return Error.Forbidden;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var layout = await db.TableLayouts.SingleOrDefaultAsync(
            l => l.PersonId == person && l.Table == command.Table,
            ct
        );
        if (layout is null)
        {
            layout = new TableLayout { PersonId = person, Table = command.Table };
            db.TableLayouts.Add(layout);
        }

        layout.Columns = [.. command.Columns];
        layout.Hidden = [.. command.Hidden];
        layout.Density = command.Density;
        return await db.SaveAsync(ct);
    }
}
