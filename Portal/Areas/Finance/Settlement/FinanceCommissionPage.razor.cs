using Microsoft.AspNetCore.Components;
using Portal.Core.Catalog.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Settlement;
using Portal.Core.Settlement.Rules;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Areas.Finance.Settlement;

public partial class FinanceCommissionPage
{
    private IReadOnlyList<CommissionRule>? _rules;
    private TermsDraft _terms = new();
    private IReadOnlyList<CategoryTerms> _categoryTerms = [];
    private Currency _currency;
    private DateTimeOffset _now;
    private RuleParts? _parts;
    private CommissionSet? _waiting;

    [Inject]
    public required CommissionQueries Commission { get; init; }

    [Inject]
    public required CommissionSetQueries Sets { get; init; }

    [Inject]
    public required PublishCommissionRule Publish { get; init; }

    [Inject]
    public required EndCommissionRule End { get; init; }

    [Inject]
    public required SaveTerms Save { get; init; }

    [Inject]
    public required SaveCategoryTerms SaveCategory { get; init; }

    [Inject]
    public required RemoveCategoryTerms RemoveCategory { get; init; }

    [Inject]
    public required TenantReader Tenants { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    protected override async Task OnInitializedAsync()
    {
        _currency = (await Tenants.CurrentAsync(Stopping)).Currency;
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var rules = await Commission.RulesAsync(Stopping);
        var terms = await Commission.TermsAsync(Stopping);
        var byCategory = await Commission.CategoryTermsAsync(Stopping);
        var sets = await Sets.ListAsync(Stopping);
        if (rules.Failed || terms.Failed || byCategory.Failed || sets.Failed)
        {
            Notices.Refuse(
                rules.Failed ? rules.Error
                : terms.Failed ? terms.Error
                : byCategory.Failed ? byCategory.Error
                : sets.Error
            );
            return;
        }

        _now = Time.GetUtcNow();
        _waiting = sets.Value.FirstOrDefault(s => s.State is CommissionSetState.Waiting)?.Set;
        // Those that were ended before they began have never been anybody's.
        CommissionRule[] held = [.. rules.Value.Where(r => !r.NeverHolds)];
        var parts = await Sets.PartsAsync([.. held.Select(r => r.ToDraft(_now))], Stopping);
        _parts = parts.Failed ? null : parts.Value;
        _rules = held;
        _terms = TermsDraft.Of(terms.Value, _currency);
        _categoryTerms = byCategory.Value;
    }

    private Task PublishAsync(PublishCommissionRuleCommand rule) =>
        RunAsync(
            ct => Publish.HandleAsync(rule, ct),
            _ => $"“{rule.Name}” holds for sales from now on.",
            _ => LoadAsync()
        );

    private Task EndAsync(CommissionRuleId id) =>
        RunAsync(
            ct => End.HandleAsync(new EndCommissionRuleCommand(id), ct),
            done: "The rule has ended.",
            then: LoadAsync
        );

    private Task SaveTermsAsync() =>
        RunAsync(
            ct => Save.HandleAsync(_terms.ToCommand(_currency), ct),
            done: "Saved. The terms hold from now on.",
            then: LoadAsync
        );

    private Task SaveCategoryAsync(SaveCategoryTermsCommand terms) =>
        RunAsync(
            ct => SaveCategory.HandleAsync(terms, ct),
            done: "Saved. The times hold for sales from now on.",
            then: LoadAsync
        );

    private Task RemoveCategoryAsync(CategoryId category) =>
        RunAsync(
            ct => RemoveCategory.HandleAsync(new RemoveCategoryTermsCommand(category), ct),
            done: "Removed. Sales from now on are held as the terms say.",
            then: LoadAsync
        );
}
