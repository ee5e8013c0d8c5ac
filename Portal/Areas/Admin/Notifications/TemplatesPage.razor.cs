using Microsoft.AspNetCore.Components;
using Portal.Core.Notifications;
using Portal.Kit;

namespace Portal.Areas.Admin.Notifications;

public partial class TemplatesPage
{
    private TemplateDraft _draft = new();
    private IReadOnlyList<TemplateView>? _templates;
    private TemplateView? _shown;

    [SupplyParameterFromQuery]
    public string? Kind { get; set; }

    [SupplyParameterFromQuery]
    public string? Channel { get; set; }

    [Inject]
    public required NotificationQueries Notifications { get; init; }

    [Inject]
    public required SaveTemplate Save { get; init; }

    private string? Origin =>
        _shown is { IsBuiltIn: false, ChangedBy: { } by }
            ? $"Last changed by {by}."
            : "The words every tenant starts with.";

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var found = await Notifications.TemplatesAsync(Stopping);
        if (found.Failed)
        {
            Notices.Refuse(found.Error);
            return;
        }

        _templates = found.Value;
        _shown =
            _templates.FirstOrDefault(t =>
                EnumWords.ToKey(t.Kind) == Kind && EnumWords.ToKey(t.Channel) == Channel
            ) ?? _templates[0];
        _draft = TemplateDraft.Of(_shown);
    }

    private Task SaveAsync()
    {
        var before = TemplateDraft.Of(_shown!).ToCommand();
        return RunAsync(
            ct => Save.HandleAsync(_draft.ToCommand(), ct),
            done: "Saved; it holds from the next notification on.",
            then: LoadAsync,
            undo: ct => Save.HandleAsync(before, ct)
        );
    }

    private bool IsShown(TemplateView template) =>
        template.Kind == _draft.Kind && template.Channel == _draft.Channel;

    private static string HrefOf(TemplateView template) =>
        $"/notifications/templates?kind={EnumWords.ToKey(template.Kind)}&channel={EnumWords.ToKey(template.Channel)}";
}
