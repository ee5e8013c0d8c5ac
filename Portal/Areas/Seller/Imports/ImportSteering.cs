using Portal.Core.Imports;

namespace Portal.Areas.Seller.Imports;

/// <summary>The acts of the wizard, so that its page is not a list of injections.</summary>
public sealed record ImportSteering(
    ConfigureImport Configure,
    SaveMapping SaveMapping,
    RemoveMapping RemoveMapping,
    StartCheck Check,
    StartImport Start,
    CancelImport Cancel
);
