using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Portal.Core.Data;

public partial class PortalDbContext
{
    /// <summary>The open transaction of this context, for the set-based half of an act that also saves entities.</summary>
    internal static (NpgsqlConnection Connection, NpgsqlTransaction Transaction) SqlOf(
        IDbContextTransaction transaction
    )
    {
        var open = (NpgsqlTransaction)transaction.GetDbTransaction();
        return (open.Connection!, open);
    }
}
