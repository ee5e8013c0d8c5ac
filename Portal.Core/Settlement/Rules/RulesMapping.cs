using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Core.Data;
using Portal.Core.Kernel;
using Portal.Core.Settlement;
using Portal.Core.Settlement.Rules;
using Portal.Core.Tenancy;

namespace Portal.Core.Settlement.Rules
{
    /// <summary>Commission in schema <c>settlement</c>.</summary>
    internal sealed class RulesMapping : IModuleMapping
    {
        public void Map(ModelBuilder model)
        {
            model.Entity<CommissionRule>(rule =>
            {
                rule.ToTable(
                    "commission_rules",
                    "settlement",
                    t =>
                    {
                        t.HasCheckConstraint(
                            "ck_commission_rules_rate",
                            "rate_basis_points BETWEEN 0 AND 10000 AND fixed_minor >= 0"
                        );
                        // A condition that lost its last name must not become one that asks nothing.
                        t.HasCheckConstraint(
                            "ck_commission_rules_conditions",
                            """
                            cardinality(seller_ids) > 0 AND cardinality(product_ids) > 0
                            AND cardinality(category_ids) > 0 AND cardinality(seller_levels) > 0
                            """
                        );
                    }
                );
                rule.Property(r => r.Name).HasMaxLength(120);
                Ids(rule.Property(r => r.SellerIds));
                Ids(rule.Property(r => r.ProductIds));
                Ids(rule.Property(r => r.CategoryIds));
                rule.Ignore(r => r.NeverHolds);
                rule.HasIndex(r => new { r.TenantId, r.Position });
                rule.HasOne<CommissionSet>().WithMany().HasForeignKey(r => r.SetId);
                rule.HasOne<CommissionSet>().WithMany().HasForeignKey(r => r.EndedBySetId);
            });
            model.Entity<CommissionSet>(set =>
            {
                set.ToTable(
                    "commission_sets",
                    "settlement",
                    t =>
                        t.HasCheckConstraint(
                            "ck_commission_sets_published",
                            "(published_at IS NULL) = (starts_at IS NULL) AND (taken_back_at IS NULL OR taken_back_at < starts_at)"
                        )
                );
                set.Property(s => s.Name).HasMaxLength(CommissionSet.MaxNameLength);
                set.Property(s => s.Rules)
                    .HasColumnType("jsonb")
                    .HasConversion(
                        rules => RulesJson.Write(rules),
                        json => RulesJson.Read(json),
                        new ValueComparer<IReadOnlyList<RuleDraft>>(false)
                    );
                set.Property(s => s.CreatedByName).HasMaxLength(200);
                set.Property(s => s.PublishedByName).HasMaxLength(200);
                set.Property(s => s.TakenBackByName).HasMaxLength(200);
                set.Property(s => s.Version).IsRowVersion();
                set.HasIndex(s => new { s.TenantId, s.StartsAt });
            });
            model.Entity<ShopLevel>(level =>
            {
                level.ToTable("shop_levels", "settlement");
                level.Property(l => l.Level).HasMaxLength(ShopLevel.MaxLength);
                level.Property(l => l.Reason).HasMaxLength(300);
                level.Property(l => l.SetByName).HasMaxLength(200);
                level.HasIndex(l => new
                {
                    l.TenantId,
                    l.SellerId,
                    l.Since,
                });
                level.HasOne<Seller>().WithMany().HasForeignKey(l => l.SellerId);
            });
        }

        private static void Ids<T>(PropertyBuilder<IReadOnlyList<T>?> property)
            where T : struct, IEntityId<T> =>
            property.HasConversion(
                ids => ids!.Select(id => id.Value).ToArray(),
                values => Array.ConvertAll(values, v => Make<T>(v)),
                new ValueComparer<IReadOnlyList<T>>(false)
            );

        // An expression tree cannot call a static interface member, so this one does.
        private static T Make<T>(long value)
            where T : struct, IEntityId<T> => T.From(value);
    }
}

namespace Portal.Core.Data
{
    public partial class PortalDbContext
    {
        public DbSet<CommissionRule> CommissionRules => Set<CommissionRule>();

        public DbSet<CommissionSet> CommissionSets => Set<CommissionSet>();

        public DbSet<ShopLevel> ShopLevels => Set<ShopLevel>();
    }
}
