using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Portal.Core.Data;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Settlement.Payouts;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Settlement;

public sealed record SaveTermsCommand(
    [property: Range(0, SettlementTerms.MaxDays)] int DeliveryDays,
    [property: Range(0, SettlementTerms.MaxDays)] int DisputeDays,
    [property: Range(0, 10_000)] int TaxBasisPoints,
    [property: Range(1, long.MaxValue)] long? ApprovalLimitMinor = null,
    [property: StringLength(PayoutAccount.MaxHolderLength)] string? PayerName = null,
    string? PayerIban = null
);

/// <summary>Sets the tenant's terms for sales and payouts from now on; sales made keep their own. Refuses an IBAN that is none.</summary>
public sealed class SaveTerms(
    IDbContextFactory<PortalDbContext> contexts,
    CurrentUser user,
    CurrentTenant tenant
)
{
    public async Task<Result> HandleAsync(SaveTermsCommand command, CancellationToken ct)
    {
        if (!await user.MayAsync(SettlementPermissions.Terms, ct))
        {
            return Error.Forbidden;
        }

        var input = InputCheck.Of(command);
        if (input.Failed)
        {
            return input.Error;
        }

        Iban? iban = null;
        var hasPayer = !string.IsNullOrWhiteSpace(command.PayerIban);
        if (hasPayer && !Iban.TryParse(command.PayerIban, out iban))
        {
            return Error.InvalidField("payer_iban", "This is not an IBAN; check its digits.");
        }

        if (hasPayer == string.IsNullOrWhiteSpace(command.PayerName))
        {
            return Error.InvalidField("payer_name", "Name and IBAN of the payer go together.");
        }

        if (hasPayer && BankText.Of(command.PayerName!).Length < BankText.MinLength)
        {
            return Error.InvalidField("payer_name", BankText.Refusal);
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        var terms = await db.SettlementTerms.SingleOrDefaultAsync(ct);
        if (terms is null)
        {
            terms = new SettlementTerms { TenantId = tenant.Id };
            db.SettlementTerms.Add(terms);
        }

        terms.DeliveryDays = command.DeliveryDays;
        terms.DisputeDays = command.DisputeDays;
        terms.TaxBasisPoints = command.TaxBasisPoints;
        terms.ApprovalLimitMinor = command.ApprovalLimitMinor;
        terms.PayerName = hasPayer ? command.PayerName!.Trim() : null;
        terms.PayerIban = iban?.Value;
        return await db.SaveAsync(ct);
    }
}
