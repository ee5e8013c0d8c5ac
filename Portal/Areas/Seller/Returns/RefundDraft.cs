using Portal.Core.Kernel;
using Portal.Core.Returns;

namespace Portal.Areas.Seller.Returns;

/// <summary>What the dialog asks for; at least one line.</summary>
public sealed record RefundDraft(
    IReadOnlyList<AskedLine> Lines,
    RefundBearer BorneBy,
    RefundDestination Destination,
    string Reason
)
{
    public Money Sum => Lines.Select(l => l.Amount).Aggregate((sum, amount) => sum + amount);
}
