using System.Collections.Frozen;

namespace Portal.Core.Imports.Csv;

/// <summary>The headers that shops' exports use for each field, and how headers are compared.</summary>
public static class FieldSynonyms
{
    private static readonly FrozenDictionary<string, ImportField> Fields = Build(
        (
            ImportField.Reference,
            "reference order_reference order_ref order_id order_no order_nr order_number order "
                + "invoice invoice_no invoice_nr invoice_number transaction_id bestellnummer "
                + "bestellung auftragsnummer commande numero_commande pedido"
        ),
        (
            ImportField.PlacedAt,
            "placed_at order_date ordered_at order_time date datetime created created_at "
                + "invoice_date purchase_date timestamp datum bestelldatum date_commande fecha"
        ),
        (
            ImportField.Sku,
            "sku stock_code product_code product_id product_sku item_code item_id item_sku "
                + "article article_no article_number variant_sku lineitem_sku artikelnummer asin ean "
                + "gtin code"
        ),
        (
            ImportField.ProductName,
            "product product_name product_title description item item_name title lineitem_name "
                + "artikel artikelname bezeichnung produit"
        ),
        (
            ImportField.Quantity,
            "quantity qty amount_ordered pieces units count lineitem_quantity menge anzahl "
                + "quantite cantidad"
        ),
        (
            ImportField.UnitPrice,
            "unit_price price item_price price_each unit_cost lineitem_price einzelpreis preis "
                + "prix prix_unitaire precio"
        ),
        (
            ImportField.Total,
            "total order_total total_amount total_price grand_total amount sum gesamt "
                + "gesamtbetrag summe montant_total importe"
        ),
        (ImportField.Currency, "currency currency_code waehrung devise moneda"),
        (
            ImportField.CustomerReference,
            "customer customer_id customer_no customer_nr customer_number customer_reference "
                + "buyer_id client_id kundennummer kunde client"
        ),
        (
            ImportField.CustomerName,
            "customer_name buyer_name buyer name full_name billing_name kundenname nom_client"
        ),
        (
            ImportField.CustomerEmail,
            "customer_email email email_address mail buyer_email contact_email"
        ),
        (ImportField.Country, "country shipping_country ship_country country_code land pays pais")
    );

    public static ImportField? Match(string header) =>
        Fields.TryGetValue(Normalise(header), out var field) ? field : null;

    /// <summary>"Invoice No.", "invoiceNo" and "INVOICE_NO" are one: letters and digits in lower case.</summary>
    public static string Normalise(string header) =>
        string.Concat(
            header
                .Trim()
                .ToLowerInvariant()
                .Replace("ä", "ae", StringComparison.Ordinal)
                .Replace('é', 'e')
                .Where(char.IsLetterOrDigit)
        );

    private static FrozenDictionary<string, ImportField> Build(
        params (ImportField Field, string Names)[] synonyms
    ) =>
        synonyms
            .SelectMany(one =>
                one.Names.Split(' ').Select(name => (Name: Normalise(name), one.Field))
            )
            .ToFrozenDictionary(one => one.Name, one => one.Field, StringComparer.Ordinal);
}
