using System.Globalization;
using Portal.Core.Data;
using Portal.Core.Settlement.Debts;

namespace Portal.Jobs.Commands;

/// <summary>What the command line says of debts.</summary>
internal static class DebtText
{
    public static string LineOf(DebtRow debt) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"Shop {debt.Seller.Value}, {debt.SellerName}: owes {debt.Owed} for {debt.Days} {(debt.Days == 1 ? "day" : "days")}, since {debt.Since:yyyy-MM-dd}, {debt.FirstDescription}{(debt.Waiting is { } waiting ? $"; {waiting} of it waits to be written off" : "")}"
        );

    public static string LineOf(DebtWriteOff writeOff) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"Write-off {writeOff.Id.Value}: {SnakeCase.Of(writeOff.Status)}, {writeOff.Amount} of shop {writeOff.SellerId.Value}, asked for by {writeOff.RequestedByName}{(writeOff.DecidedByName is { } by ? $", decided by {by}" : "")}"
        );

    public static object ObjectOf(DebtRow debt) =>
        new
        {
            SellerId = debt.Seller.Value,
            debt.SellerName,
            Currency = debt.Owed.Currency.Code,
            Owed = debt.Owed.Major,
            debt.Since,
            debt.Days,
            Age = SnakeCase.Of(debt.Age),
            FirstEntryId = debt.FirstEntry.Value,
            Because = debt.FirstDescription,
            Waiting = debt.Waiting?.Major,
        };
}
