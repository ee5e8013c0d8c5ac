using Microsoft.EntityFrameworkCore;
using Portal.Core.Identity;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Orders;
using Portal.Core.Orders.Contracts;
using Portal.Core.Tenancy;
using Portal.Core.Tenancy.Contracts;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Orders;

public sealed class OrderQueriesTests : PortalTests
{
    [Theory]
    [InlineData("placed", true)]
    [InlineData("placed", false)]
    [InlineData("total", true)]
    [InlineData("total", false)]
    [InlineData("reference", true)]
    [InlineData("reference", false)]
    public async Task List_PagedToItsEndAndBack_ShowsEveryOrderOnceInOrder(
        string sort,
        bool descending
    )
    {
        for (var i = 0; i < 23; i++)
        {
            // Equal totals and times in between, so that only the id tells rows apart.
            await new OrderBuilder(Portal)
                .Total(100 + i / 5)
                .PlacedAt(Portal.Clock.GetUtcNow().AddMinutes(-(i / 5)))
                .SaveAsync();
        }

        var forward = new List<Page<OrderSummary>>
        {
            await ListAsync(new PageRequest(Size: 5, Sort: sort, Descending: descending)),
        };
        while (forward[^1].Next is { } next)
        {
            forward.Add(
                await ListAsync(
                    new PageRequest(Size: 5, Sort: sort, Descending: descending, Cursor: next)
                )
            );
        }

        var back = new List<Page<OrderSummary>> { forward[^1] };
        while (back[^1].Previous is { } previous)
        {
            back.Add(
                await ListAsync(
                    new PageRequest(Size: 5, Sort: sort, Descending: descending, Cursor: previous)
                )
            );
        }

        back.Reverse();
        var shown = forward.SelectMany(p => p.Rows).ToList();
        Assert.Equal(23, shown.Select(r => r.Id).Distinct().Count());
        Assert.Equal(shown.Select(r => r.Id), Sorted(shown, sort, descending).Select(r => r.Id));
        Assert.Equal(
            forward.SelectMany(p => p.Rows).Select(r => r.Id),
            back.SelectMany(p => p.Rows).Select(r => r.Id)
        );
        Assert.All(forward, p => Assert.Equal(23, p.Total));
        Assert.Null(forward[0].Previous);
        Assert.Null(forward[^1].Next);
    }

    [Fact]
    public async Task List_FilteredByTheDayPlaced_CountsDaysInTheTenantsZone()
    {
        // 23:30 UTC on 30 June is 00:30 on 1 July in London.
        var before = await new OrderBuilder(Portal)
            .PlacedAt(new(2026, 6, 30, 22, 30, 0, TimeSpan.Zero))
            .SaveAsync();
        var after = await new OrderBuilder(Portal)
            .PlacedAt(new(2026, 6, 30, 23, 30, 0, TimeSpan.Zero))
            .SaveAsync();
        var july = new DateOnly(2026, 7, 1);

        var page = await ListAsync(
            new PageRequest(),
            new OrderFilter { PlacedOn = new DateRange(july, july) }
        );

        Assert.Equal(after, Assert.Single(page.Rows).Id);
        Assert.NotEqual(before, after);
    }

    [Theory]
    [InlineData("JPY", 1_500)]
    [InlineData("GBP", 150_000)]
    [InlineData("KWD", 1_500_000)]
    public async Task List_FilteredByTotal_ReadsAmountsInTheDecimalsOfTheTenantsCurrency(
        string currency,
        long minor
    )
    {
        await Portal.AdminScalarAsync<int>($"UPDATE tenancy.tenants SET currency = '{currency}'");
        await new OrderBuilder(Portal).In(currency).Total(minor - 1).SaveAsync();
        var order = await new OrderBuilder(Portal).In(currency).Total(minor).SaveAsync();
        await new OrderBuilder(Portal).In(currency).Total(minor + 1).SaveAsync();

        var exactly = await ListAsync(
            new PageRequest(),
            new OrderFilter { LeastTotal = 1_500m, MostTotal = 1_500m }
        );

        Assert.Equal(order, Assert.Single(exactly.Rows).Id);
    }

    [Fact]
    public async Task List_FilteredByTotalAndCurrency_ReadsAmountsInThatCurrency()
    {
        var yen = await new OrderBuilder(Portal).In("JPY").Total(2_000).SaveAsync();
        await new OrderBuilder(Portal).Total(200_000).SaveAsync();

        var page = await ListAsync(
            new PageRequest(),
            new OrderFilter { LeastTotal = 1_999.5m, Currency = Currency.Of("JPY") }
        );

        Assert.Equal(yen, Assert.Single(page.Rows).Id);
    }

    [Fact]
    public async Task List_FilteredByATotalBeyondAllAmounts_IsEmpty()
    {
        await new OrderBuilder(Portal).SaveAsync();

        var page = await ListAsync(
            new PageRequest(),
            new OrderFilter { LeastTotal = decimal.MaxValue }
        );

        Assert.Empty(page.Rows);
    }

    [Fact]
    public async Task List_SearchedByTheStartOfAReference_FindsIt()
    {
        var id = await new OrderBuilder(Portal).SaveAsync();
        await new OrderBuilder(Portal).SaveAsync();
        var reference = (await FindAsync(id))!.Summary.Reference;

        var page = await ListAsync(new PageRequest(), new OrderFilter { Search = reference });

        Assert.Equal(id, Assert.Single(page.Rows).Id);
    }

    [Fact]
    public async Task List_FilteredByCause_ShowsFailedOrdersOfIt()
    {
        var failed = await new OrderBuilder(Portal).Failed(OrderFailures.OutOfStock).SaveAsync();
        await new OrderBuilder(Portal).Failed(OrderFailures.PaymentDeclined).SaveAsync();
        await new OrderBuilder(Portal).SaveAsync();

        var page = await ListAsync(
            new PageRequest(),
            new OrderFilter { FailureCodes = [OrderFailures.OutOfStock] }
        );

        Assert.Equal(failed, Assert.Single(page.Rows).Id);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("ZjE6YQ")]
    [InlineData("////")]
    public async Task List_WithACursorNobodyMade_ShowsTheFirstPage(string cursor)
    {
        var id = await new OrderBuilder(Portal).SaveAsync();

        var page = await ListAsync(new PageRequest(Cursor: cursor));

        Assert.Equal(id, Assert.Single(page.Rows).Id);
    }

    [Fact]
    public async Task Find_OfAnotherTenantsOrder_FindsNothing()
    {
        var (south, shop) = await Portal.AddTenantAsync("south");
        var foreign = await new OrderBuilder(Portal).Of(south, shop).SaveAsync();

        Assert.Null(await FindAsync(foreign));
        Assert.Empty((await ListAsync(new PageRequest())).Rows);
    }

    [Fact]
    public async Task Find_AndList_ByAShop_ShowOnlyOrdersItHasAPartIn()
    {
        var other = await AddSellerAsync("other");
        var own = await new OrderBuilder(Portal).SaveAsync();
        var foreign = await new OrderBuilder(Portal).Of(Portal.Tenant, other).SaveAsync();
        await using var scope = await SellerScopeAsync(Portal.Seller);
        var orders = scope.Get<OrderQueries>();

        var page = await orders.ListAsync(new OrderFilter(), new PageRequest(), default);

        Assert.Equal(own, Assert.Single(page.Rows).Id);
        Assert.NotNull(await orders.FindAsync(own, default));
        Assert.Null(await orders.FindAsync(foreign, default));
    }

    private static IEnumerable<OrderSummary> Sorted(
        IEnumerable<OrderSummary> rows,
        string sort,
        bool descending
    )
    {
        var sorted = sort switch
        {
            "placed" => rows.OrderBy(r => r.PlacedAt).ThenBy(r => r.Id.Value),
            "total" => rows.OrderBy(r => r.Total.Minor).ThenBy(r => r.Id.Value),
            _ => rows.OrderBy(r => r.Reference, StringComparer.Ordinal).ThenBy(r => r.Id.Value),
        };
        return descending ? sorted.Reverse() : sorted;
    }

    private async Task<Page<OrderSummary>> ListAsync(PageRequest page, OrderFilter? filter = null)
    {
        await using var scope = Portal.Scope();
        return await scope
            .Get<OrderQueries>()
            .ListAsync(filter ?? new OrderFilter(), page, default);
    }

    private async Task<OrderDetail?> FindAsync(OrderId id)
    {
        await using var scope = Portal.Scope();
        return await scope.Get<OrderQueries>().FindAsync(id, default);
    }

    private async Task<SellerId> AddSellerAsync(string slug)
    {
        await using var scope = Portal.Scope();
        await using var db = await scope.DbAsync();
        var seller = new Seller
        {
            Slug = slug,
            Name = slug,
            CreatedAt = Portal.Clock.GetUtcNow(),
        };
        db.Sellers.Add(seller);
        await db.SaveChangesAsync();
        return seller.Id;
    }

    /// <summary>A scope in which somebody acts who is a seller of one shop and nothing else.</summary>
    private async Task<Microsoft.Extensions.DependencyInjection.AsyncServiceScope> SellerScopeAsync(
        SellerId seller
    )
    {
        var person = new Person { DisplayName = "Sam Seller", UserName = "sam" };
        await using (var setup = Portal.PlatformScope())
        await using (var db = await setup.DbAsync())
        {
            db.People.Add(person);
            await db.SaveChangesAsync();
            var role = await db.Roles.SingleAsync(r => r.Key == BuiltInRoles.Seller);
            db.RoleGrants.Add(
                new RoleGrant
                {
                    PersonId = new PersonId(person.Id),
                    RoleId = role.Id,
                    TenantId = Portal.Tenant,
                    SellerId = seller,
                }
            );
            await db.SaveChangesAsync();
        }

        var scope = Portal.Scope();
        scope.Get<Actor>().SignIn(new PersonId(person.Id), "Sam Seller", ActorSource.Web);
        return scope;
    }
}
