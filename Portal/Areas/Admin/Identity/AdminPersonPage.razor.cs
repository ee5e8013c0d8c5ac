using Microsoft.AspNetCore.Components;
using Portal.Core.Identity;
using Portal.Core.Identity.Contracts;
using Portal.Core.Identity.People;
using Portal.Core.Tenancy;

namespace Portal.Areas.Admin.Identity;

public partial class AdminPersonPage
{
    private PersonDetail? _person;
    private IReadOnlyList<RoleRow> _roles = [];
    private IReadOnlyList<ShopRow> _shops = [];

    [Parameter]
    public long Id { get; set; }

    [Inject]
    public required PeopleQueries People { get; init; }

    [Inject]
    public required TenantQueries Tenants { get; init; }

    [Inject]
    public required GrantRole Grant { get; init; }

    [Inject]
    public required RevokeRole Revoke { get; init; }

    [Inject]
    public required DisablePerson Disable { get; init; }

    [Inject]
    public required UnlockPerson Unlock { get; init; }

    protected override async Task OnParametersSetAsync()
    {
        await LoadAsync();
        var roles = await People.RolesAsync(Stopping);
        _roles = roles.Failed ? [] : roles.Value;
        _shops = await Tenants.ShopsAsync(Stopping);
    }

    private async Task LoadAsync()
    {
        var answer = await People.FindAsync(new PersonId(Id), Stopping);
        _person = answer.Failed ? null : answer.Value;
    }

    private Task GrantAsync(GrantRoleCommand command) =>
        RunAsync(ct => Grant.HandleAsync(command, ct), "The role is given.", LoadAsync);

    private Task RevokeAsync(RoleGrantId grant) =>
        RunAsync(ct => Revoke.HandleAsync(grant, ct), "The role is taken away.", LoadAsync);

    private Task DisableAsync() =>
        RunAsync(ct => Disable.HandleAsync(new PersonId(Id), ct), "Disabled.", LoadAsync);

    private Task UnlockAsync() =>
        RunAsync(
            ct => Unlock.HandleAsync(new PersonId(Id), ct),
            "They can sign in again.",
            LoadAsync
        );
}
