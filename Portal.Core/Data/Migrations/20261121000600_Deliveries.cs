using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Portal.Core.Notifications;

namespace Portal.Core.Data.Migrations;

/// <summary>Notifications sent and to be sent, partitioned by month, which EF cannot express.</summary>
[DbContext(typeof(PortalDbContext))]
[Migration("20261121000600_Deliveries")]
internal sealed class Deliveries : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(NotificationsSql.CreateDeliveries);
        migrationBuilder.Sql(PartitionSql.Register("notifications.deliveries"));
    }
}
