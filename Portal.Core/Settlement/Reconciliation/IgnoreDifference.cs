using System.ComponentModel.DataAnnotations;
using Portal.Core.Kernel;

namespace Portal.Core.Settlement.Reconciliation;

/// <param name="Reason">Why nothing is to be booked.</param>
public sealed record IgnoreDifferenceCommand(
    DifferenceId Difference,
    [property: Required, StringLength(Reconciliation.Difference.MaxReasonLength, MinimumLength = 3)]
        string Reason
);

/// <summary>Leaves a difference as it is: nothing is booked. Refuses as <see cref="ResolveDifference"/> does.</summary>
public sealed class IgnoreDifference(ResolveDifference resolve)
{
    public async Task<Result> HandleAsync(IgnoreDifferenceCommand command, CancellationToken ct)
    {
        var input = InputCheck.Of(command);
        if (input.Failed)
        {
            return input;
        }

        return await resolve.RunAsync(
            command.Difference,
            ResolutionKind.Ignored,
            command.Reason,
            at =>
            {
                at.Line?.Ignore();
                return Task.FromResult<Result<Resolution>>(
                    new Resolution(null, at.Difference.Amount)
                );
            },
            ct
        );
    }
}
