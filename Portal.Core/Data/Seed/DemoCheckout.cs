using Microsoft.EntityFrameworkCore;
using Portal.Core.Kernel;
using Portal.Core.Orders.Checkout;
using Portal.Core.Payments;
using Portal.Core.Payments.Contracts;
using Portal.Core.Tenancy.Contracts;
using Portal.Core.Wallets;

namespace Portal.Core.Data.Seed;

/// <summary>What the demo's buyers can choose: deliveries, ways to pay, and the tax in what they pay.</summary>
internal sealed class DemoCheckout(IDbContextFactory<PortalDbContext> contexts) : IDemoStep
{
    /// <summary>Country, tax in hundredths of a percent, standard and express delivery in minor units.</summary>
    private static readonly Dictionary<
        string,
        (string Country, int Tax, long Standard, long Express)[]
    > Places = new(StringComparer.Ordinal)
    {
        [DemoTenants.Harbour] = [("GB", 2_000, 399, 799), ("IE", 2_300, 899, 1_499)],
        [DemoTenants.Linden] = [("DE", 1_900, 490, 990), ("AT", 2_000, 890, 1_590)],
    };

    public async Task FillAsync(TenantSnapshot tenant, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.DeliveryOptions.AnyAsync(ct))
        {
            return;
        }

        foreach (var (country, tax, standard, express) in Places[tenant.Slug])
        {
            db.TaxRates.Add(new TaxRate { Country = country, BasisPoints = tax });
            db.DeliveryOptions.AddRange(
                Delivery("standard", "Standard delivery", country, tenant.Currency, standard, 1),
                Delivery("express", "Express delivery", country, tenant.Currency, express, 2)
            );
            db.PaymentMethods.AddRange(
                Payment("card", "Card", country, tenant.Currency, null, (0, 0), 1),
                Payment(
                    "bank_transfer",
                    "Bank transfer",
                    country,
                    tenant.Currency,
                    null,
                    (0, 0),
                    2
                ),
                Payment(
                    "pay_later",
                    "Pay in 30 days",
                    country,
                    tenant.Currency,
                    50_000,
                    (95, 150),
                    3
                ),
                Payment(
                    "wallet",
                    "Wallet",
                    country,
                    tenant.Currency,
                    null,
                    (0, 0),
                    4,
                    WalletGateway.GatewayName
                ),
                Payment(
                    "cash",
                    "Cash on delivery",
                    country,
                    tenant.Currency,
                    30_000,
                    (150, 0),
                    5,
                    CashReceiptsSql.Gateway
                )
            );
        }

        await db.SaveChangesAsync(ct);
    }

    private static DeliveryOption Delivery(
        string code,
        string name,
        string country,
        Currency currency,
        long price,
        int position
    ) =>
        new()
        {
            Code = code,
            Name = name,
            Country = country,
            Currency = currency,
            PriceMinor = price,
            Position = position,
        };

    private static PaymentMethod Payment(
        string code,
        string name,
        string country,
        Currency currency,
        long? most,
        (long Fixed, int BasisPoints) fee,
        int position,
        string? gateway = null
    ) =>
        new()
        {
            Code = code,
            Name = name,
            Country = country,
            Currency = currency,
            Gateway = gateway,
            MinMinor = 1,
            MaxMinor = most,
            FeeMinor = fee.Fixed,
            FeeBasisPoints = fee.BasisPoints,
            Position = position,
        };
}
