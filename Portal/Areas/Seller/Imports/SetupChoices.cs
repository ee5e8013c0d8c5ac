using Portal.Core.Imports;
using Portal.Core.Kernel;

namespace Portal.Areas.Seller.Imports;

/// <summary>
/// Choices of the wizard on their way to being stored. A person chooses faster than a choice is stored, so each is kept
/// as a change to whatever is stored by then: none is lost, and another encoding, which gives other columns, is not
/// undone by a choice made before those columns were known.
/// </summary>
/// <param name="stored">What is stored now.</param>
/// <param name="store">Stores a setup, and looks again at what is stored before it answers.</param>
public sealed class SetupChoices(Func<ImportSetup> stored, Func<ImportSetup, Task<Result>> store)
{
    private readonly List<Func<ImportSetup, ImportSetup>> _open = [];
    private Task<Result> _storing = Task.FromResult(Result.Ok);

    public bool IsStoring => _open.Count > 0;

    /// <summary>What the person has chosen, stored or not: what the controls show.</summary>
    public ImportSetup Chosen => _open.Aggregate(stored(), (setup, change) => change(setup));

    /// <summary>Ends when this choice and those before it are stored, or were refused.</summary>
    public Task<Result> AddAsync(Func<ImportSetup, ImportSetup> change)
    {
        _open.Add(change);
        return _open.Count == 1 ? _storing = StoreAllAsync() : _storing;
    }

    /// <summary>Ends when no choice waits to be stored any more.</summary>
    public Task<Result> StoredAsync() => IsStoring ? _storing : Task.FromResult(Result.Ok);

    private async Task<Result> StoreAllAsync()
    {
        try
        {
            while (_open.Count > 0)
            {
                var taken = _open.Count;
                var answer = await store(Chosen);
                if (answer.Failed)
                {
                    return answer;
                }

                _open.RemoveRange(0, taken);
            }

            return Result.Ok;
        }
        finally
        {
            // What could not be stored goes back to what is, and with it what was chosen on top of it.
            _open.Clear();
        }
    }
}
