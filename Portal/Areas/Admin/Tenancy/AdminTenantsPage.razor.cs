using Microsoft.AspNetCore.Components;
using Portal.Core.Tenancy;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Areas.Admin.Tenancy;

public partial class AdminTenantsPage
{
    private IReadOnlyList<TenantRow>? _tenants;

    [Inject]
    public required TenantQueries Tenants { get; init; }

    [Inject]
    public required CreateTenant Create { get; init; }

    [Inject]
    public required SuspendTenant Suspend { get; init; }

    [Inject]
    public required ReopenTenant Reopen { get; init; }

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var answer = await Tenants.ListAsync(Stopping);
        _tenants = answer.Failed ? null : answer.Value;
    }

    private Task CreateAsync(CreateTenantCommand command) =>
        RunAsync(ct => Create.HandleAsync(command, ct), _ => "Created.", _ => LoadAsync());

    private Task SuspendAsync(TenantId id) =>
        RunAsync(ct => Suspend.HandleAsync(id, ct), "Suspended.", LoadAsync);

    private Task ReopenAsync(TenantId id) =>
        RunAsync(ct => Reopen.HandleAsync(id, ct), "Open again.", LoadAsync);
}
