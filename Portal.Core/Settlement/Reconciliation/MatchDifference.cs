using System.ComponentModel.DataAnnotations;
using Portal.Core.Kernel;
using Portal.Core.Ledger.Contracts;

namespace Portal.Core.Settlement.Reconciliation;

/// <param name="Kind">What of ours the line stands for.</param>
/// <param name="Targets">One, or several lines of gateways that a bank's line pays together.</param>
/// <param name="Account">Which of <see cref="BearingAccounts"/> bears what they differ by; needed when they do.</param>
public sealed record MatchDifferenceCommand(
    DifferenceId Difference,
    MatchTarget Kind,
    [property: MinLength(1), MaxLength(ProposalPolicy.MaxSummands)] IReadOnlyList<long> Targets,
    [property: Required, StringLength(Reconciliation.Difference.MaxReasonLength, MinimumLength = 3)]
        string Reason,
    AccountKind? Account = null
);

/// <summary>
/// Has a line of a statement stand for something of ours, books what follows from it and what they differ by. Refuses as
/// <see cref="ResolveDifference"/> does, what the line cannot stand for, and a difference that nobody is named for.
/// </summary>
public sealed class MatchDifference(ResolveDifference resolve, HandMatches matches)
{
    public async Task<Result> HandleAsync(MatchDifferenceCommand command, CancellationToken ct)
    {
        var input = InputCheck.Of(command);
        if (input.Failed)
        {
            return input;
        }

        if (command.Account is { } account && !BearingAccounts.All.Contains(account))
        {
            return Error.InvalidField("account", "This account cannot bear a difference.");
        }

        return await resolve.RunAsync(
            command.Difference,
            ResolutionKind.Matched,
            command.Reason,
            at => matches.ApplyAsync(at, command, ct),
            ct
        );
    }
}
