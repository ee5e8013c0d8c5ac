using Microsoft.EntityFrameworkCore;
using Portal.Core.Audit;
using Portal.Core.Identity;
using Portal.Core.Imports;
using Portal.Core.Imports.Csv;
using Portal.Core.Kernel;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Imports;

public sealed class SavedMappingTests : PortalTests
{
    private static readonly SaveMappingCommand Supplier = new(
        "Supplier",
        new ColumnMapping(
            ImportShape.OrderTotals,
            new Dictionary<ImportField, string>
            {
                [ImportField.Reference] = "No",
                [ImportField.Total] = "Sum",
            }
        ),
        new ImportOptions(),
        DateOrder.DayFirst,
        DecimalMark.Comma
    );

    [Fact]
    public async Task Save_UnderANameThatIsThere_ReplacesIt()
    {
        await SaveAsync(Supplier);
        await SaveAsync(Supplier with { Name = " Supplier ", DecimalMark = DecimalMark.Point });

        var saved = Assert.Single(await SavedAsync());

        Assert.Equal(("Supplier", DecimalMark.Point), (saved.Name, saved.DecimalMark));
        Assert.Equal(Supplier.Mapping, saved.Mapping);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(
        "123456789 123456789 123456789 123456789 123456789 123456789 123456789 123456789 1"
    )]
    public async Task Save_WithoutANameOrWithALongOne_IsRefused(string name)
    {
        var saved = await SaveAsync(Supplier with { Name = name });

        Assert.Equal(ImportErrors.NameMissing, saved.Error);
    }

    [Fact]
    public async Task Remove_ThenSavedAgain_IsThereAgain_AndAllOfItIsAudited()
    {
        await SaveAsync(Supplier);
        var saved = Assert.Single(await SavedAsync());

        var removed = await RemoveAsync(saved.Id);
        var left = await SavedAsync();
        await SaveAsync(Supplier);

        Assert.False(removed.Failed);
        Assert.Empty(left);
        Assert.Equal("Supplier", Assert.Single(await SavedAsync()).Name);
        Assert.Equal(
            [AuditAction.Added, AuditAction.Removed, AuditAction.Added],
            await AuditedAsync()
        );
    }

    [Fact]
    public async Task Remove_Twice_SaysThatItIsGone()
    {
        await SaveAsync(Supplier);
        var saved = Assert.Single(await SavedAsync());

        await RemoveAsync(saved.Id);
        var again = await RemoveAsync(saved.Id);

        Assert.Equal(ImportErrors.MappingGone, again.Error);
    }

    [Fact]
    public async Task SaveAndRemove_WithoutTheRightToImport_AreRefused()
    {
        await SaveAsync(Supplier);
        var saved = Assert.Single(await SavedAsync());
        var finance = await Portal.AddPersonAsync(
            "finance@example.com",
            BuiltInRoles.FinanceAdmin,
            Portal.Tenant
        );
        await using var scope = Portal.ScopeOf(finance, Portal.Tenant);

        var kept = await scope.Get<SaveMapping>().HandleAsync(Supplier, default);
        var removed = await scope
            .Get<RemoveMapping>()
            .HandleAsync(new RemoveMappingCommand(saved.Id), default);

        Assert.Equal((Error.Forbidden, Error.Forbidden), (kept.Error, removed.Error));
        Assert.Single(await SavedAsync());
    }

    private async Task<Result> SaveAsync(SaveMappingCommand command)
    {
        await using var scope = Portal.Scope();
        return await scope.Get<SaveMapping>().HandleAsync(command, default);
    }

    private async Task<Result> RemoveAsync(SavedMappingId id)
    {
        await using var scope = Portal.Scope();
        return await scope.Get<RemoveMapping>().HandleAsync(new RemoveMappingCommand(id), default);
    }

    private async Task<IReadOnlyList<SavedMappingView>> SavedAsync()
    {
        await using var scope = Portal.Scope();
        return await scope.Get<ImportQueries>().SavedMappingsAsync(default);
    }

    private async Task<List<AuditAction>> AuditedAsync()
    {
        await using var scope = Portal.Scope();
        await using var db = await scope.DbAsync();
        return await db
            .AuditEntries.Where(e => e.SubjectKind == "saved_mapping")
            .OrderBy(e => e.OccurredAt)
            .ThenBy(e => e.Id)
            .Select(e => e.Action)
            .ToListAsync();
    }
}
