using System.Globalization;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Ledger.Seals;

/// <summary>
/// Passes a tenant's entries in the order of time and its seals beside them. Keeps the first fault of
/// the entries and the first of the seals; a seal over an entry at fault says nothing new.
/// </summary>
internal sealed class BookWalk : IDisposable
{
    private readonly TenantId _tenant;
    private readonly List<StoredSeal> _seals;
    private readonly SealDigest _digest = new();
    private readonly Dictionary<string, Int128> _sums = new(StringComparer.Ordinal);
    private LedgerFault? _entryFault;
    private LedgerFault? _sealFault;
    private int _seal;
    private bool _hasFaultInSeal;

    public BookWalk(TenantId tenant, List<StoredSeal> seals)
    {
        (_tenant, _seals) = (tenant, seals);
        BeginSeal();
    }

    public long Entries { get; private set; }

    public long Postings { get; private set; }

    public IEnumerable<LedgerFault> Faults =>
        new[] { _entryFault, _sealFault }.OfType<LedgerFault>();

    public void Pass(StoredEntry entry)
    {
        while (_seal < _seals.Count && entry.BookedAt >= _seals[_seal].ThroughAt.UtcDateTime)
        {
            EndSeal();
        }

        Entries++;
        Postings += entry.Postings.Count;
        var content = _digest.Add(_tenant.Value, entry);
        if (FaultOf(entry, content) is { } what)
        {
            _hasFaultInSeal = true;
            _entryFault ??= new LedgerFault(
                string.Create(CultureInfo.InvariantCulture, $"entry {entry.Id}"),
                what
            );
        }
    }

    /// <summary>After the last entry.</summary>
    public void End()
    {
        while (_seal < _seals.Count)
        {
            EndSeal();
        }
    }

    public void Dispose() => _digest.Dispose();

    private string? FaultOf(StoredEntry entry, ReadOnlySpan<byte> content)
    {
        if (entry.ContentHash is null)
        {
            return $"its key '{entry.Key}' is not the one it was booked under, or its time is not.";
        }

        if (!content.SequenceEqual(entry.ContentHash))
        {
            return "it, or one of its postings, is not what was booked.";
        }

        _sums.Clear();
        foreach (var posting in entry.Postings)
        {
            _sums[posting.Currency] = _sums.GetValueOrDefault(posting.Currency) + posting.Minor;
        }

        return entry.Postings.Count < 2 || _sums.Values.Any(s => s != 0)
            ? "its postings do not add up to zero."
            : null;
    }

    private void BeginSeal()
    {
        _hasFaultInSeal = false;
        if (_seal < _seals.Count)
        {
            var seal = _seals[_seal];
            _digest.Begin(
                _tenant.Value,
                seal.Number,
                seal.FromAt,
                seal.ThroughAt,
                seal.PreviousHash
            );
        }
    }

    private void EndSeal()
    {
        var seal = _seals[_seal];
        var count = _digest.Entries;
        var hash = _digest.Finish();
        var before = _seal == 0 ? null : _seals[_seal - 1];
        string? what = null;
        if (seal.Number != _seal + 1 || before is not null && seal.FromAt != before.ThroughAt)
        {
            what = "a seal before it is missing.";
        }
        else if (!seal.PreviousHash.AsSpan().SequenceEqual(before?.Hash ?? SealDigest.Nothing))
        {
            what = "it does not follow the seal before it.";
        }
        else if (!_hasFaultInSeal && count != seal.Entries)
        {
            what = string.Create(
                CultureInfo.InvariantCulture,
                $"it was put on {seal.Entries} entries of {seal.Day:yyyy-MM-dd}, and there are {count}."
            );
        }
        else if (!_hasFaultInSeal && !hash.AsSpan().SequenceEqual(seal.Hash))
        {
            what = string.Create(
                CultureInfo.InvariantCulture,
                $"the entries of {seal.Day:yyyy-MM-dd} are not those it was put on."
            );
        }

        if (what is not null)
        {
            _sealFault ??= new LedgerFault(
                string.Create(CultureInfo.InvariantCulture, $"seal {seal.Number}"),
                what
            );
        }

        _seal++;
        BeginSeal();
    }
}
