namespace Portal.Areas.Seller.Imports;

/// <summary>Where in the wizard an import stands.</summary>
public enum ImportStep
{
    File,
    Columns,
    Check,
    Import,
    Result,
}
