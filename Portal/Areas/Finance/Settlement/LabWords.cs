using Portal.Core.Kernel;
using Portal.Kit;

namespace Portal.Areas.Finance.Settlement;

/// <summary>How the lab's figures are told.</summary>
internal static class LabWords
{
    /// <summary><c>+£12.40</c></summary>
    public static string Signed(Money amount) =>
        (amount.Minor > 0 ? "+" : "") + MoneyFormat.Full(amount);
}
