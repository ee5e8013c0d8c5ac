using Microsoft.AspNetCore.Components;
using Portal.Core.Settlement.Rules;
using Portal.Core.Tenancy.Contracts;
using Portal.Kit;
using Portal.Shell;

namespace Portal.Areas.Finance.Settlement;

public partial class FinanceSetPage
{
    private CommissionSetDetail? _detail;
    private TenantSnapshot? _tenant;
    private RuleFields _fields = new();
    private int? _edited;

    [Parameter]
    public long Id { get; set; }

    [Inject]
    public required CommissionSetQueries Sets { get; init; }

    [Inject]
    public required StartDraft Start { get; init; }

    [Inject]
    public required SaveDraft Save { get; init; }

    [Inject]
    public required DiscardDraft Discard { get; init; }

    [Inject]
    public required PublishSet Publish { get; init; }

    [Inject]
    public required TakeBackSet TakeBack { get; init; }

    [Inject]
    public required TenantReader Tenants { get; init; }

    [Inject]
    public required UserClock Clock { get; init; }

    private CommissionSetId SetId => new(Id);

    protected override async Task OnParametersSetAsync()
    {
        _tenant = await Tenants.CurrentAsync(Stopping);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var found = await Sets.FindAsync(SetId, Stopping);
        _detail = found.Failed ? null : found.Value;
    }

    private void Edit(int? place)
    {
        _edited = place;
        _fields = place is { } index
            ? RuleFields.Of(_detail!.View.Set.Rules[index], _detail.Parts, _tenant!.DayOf)
            : new RuleFields { Currency = _tenant!.Currency.Code };
    }

    private async Task SaveRuleAsync()
    {
        var (fields, edited) = (_fields, _edited);
        var known = await Sets.ProductsAsync(fields.Skus, Stopping);
        if (known.Failed)
        {
            Notices.Refuse(known.Error);
            return;
        }

        var rule = fields.ToRule(known.Value, _tenant!.StartOf);
        if (rule.Failed)
        {
            Notices.Refuse(rule.Error);
            return;
        }

        List<RuleDraft> rules = [.. _detail!.View.Set.Rules];
        if (edited is { } place)
        {
            rules[place] = rule.Value;
        }
        else
        {
            // A new rule is asked first, or the last one, which takes what is left, would hide it.
            rules.Insert(0, rule.Value);
        }

        await SaveAsync(rules, $"“{rule.Value.Name}” is saved in the draft.");
    }

    private Task MoveAsync((int From, int To) move)
    {
        List<RuleDraft> rules = [.. _detail!.View.Set.Rules];
        (rules[move.From], rules[move.To]) = (rules[move.To], rules[move.From]);
        return SaveAsync(rules, $"“{rules[move.To].Name}” is in place {move.To + 1}.");
    }

    private Task RemoveAsync(int place)
    {
        List<RuleDraft> rules = [.. _detail!.View.Set.Rules];
        var removed = rules[place];
        rules.RemoveAt(place);
        return SaveAsync(rules, $"“{removed.Name}” is out of the draft.");
    }

    private Task SaveAsync(IReadOnlyList<RuleDraft> rules, string done)
    {
        var draft = _detail!.View.Set;
        return RunAsync(
            ct =>
                Save.HandleAsync(
                    new SaveDraftCommand(draft.Id, draft.Version, draft.Name, rules),
                    ct
                ),
            done,
            LoadAsync
        );
    }

    private Task PublishAsync(DateTimeOffset? start) =>
        RunAsync(
            ct =>
                Publish.HandleAsync(
                    new PublishSetCommand(
                        SetId,
                        _detail!.View.Set.Version,
                        _detail.LastPublished,
                        start
                    ),
                    ct
                ),
            at => $"Published. These rules hold from {Moment(at)} on.",
            _ => LoadAsync()
        );

    private Task TakeBackAsync() =>
        RunAsync(
            ct => TakeBack.HandleAsync(new TakeBackSetCommand(SetId), ct),
            done: "Taken back. The rules before go on.",
            then: LoadAsync
        );

    private Task DiscardAsync() =>
        RunAsync(
            ct => Discard.HandleAsync(new DiscardDraftCommand(SetId), ct),
            done: "The draft is gone.",
            then: () =>
            {
                Navigation.NavigateTo("/finance/commission/sets");
                return Task.CompletedTask;
            }
        );

    private Task CopyAsync(string name) =>
        RunAsync(
            ct => Start.HandleAsync(new StartDraftCommand(name, SetId), ct),
            _ => "The draft has the rules of this set. Nothing of it holds yet.",
            id =>
            {
                Navigation.NavigateTo($"/finance/commission/sets/{id.Value}");
                return Task.CompletedTask;
            }
        );

    private string? Fate(CommissionSetView view) =>
        view.State switch
        {
            CommissionSetState.Waiting =>
                $"Published by {view.Set.PublishedByName}; starts {Moment(view.Set.StartsAt!.Value)}. Until then it can be taken back.",
            CommissionSetState.Holding or CommissionSetState.Over =>
                $"Published by {view.Set.PublishedByName}; in force since {Moment(view.Set.StartsAt!.Value)}{(view.State is CommissionSetState.Over ? ", until another set took its place" : "")}.",
            CommissionSetState.TakenBack =>
                $"Taken back by {view.Set.TakenBackByName} before it started.",
            _ => null,
        };

    private string Moment(DateTimeOffset at) => TimeFormat.Short(Clock.ToLocal(at), Clock.Today);
}
