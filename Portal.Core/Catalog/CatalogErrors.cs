using Portal.Core.Kernel;

namespace Portal.Core.Catalog;

public static class CatalogErrors
{
    public static readonly Error NotFound = Error.NotFound(
        "catalog.not_found",
        "This product does not exist."
    );
}
