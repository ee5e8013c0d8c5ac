namespace Portal.Core.Imports;

/// <summary>How far an import is, and who acts next.</summary>
public enum ImportStatus
{
    /// <summary>The file is here and its format is known; the user maps it and asks for the check.</summary>
    Uploaded,

    /// <summary>The worker reads the file and checks every row; nothing is written.</summary>
    Checking,

    /// <summary>The report is there; the user decides whether to run it.</summary>
    Checked,

    /// <summary>The worker writes orders, chunk by chunk.</summary>
    Running,

    /// <summary>Every row is accounted for. Nobody has to act.</summary>
    Completed,

    /// <summary>The file could not be read to its end; what was imported before stays.</summary>
    Failed,

    /// <summary>Somebody stopped it; what was imported before stays.</summary>
    Cancelled,
}

/// <summary>What becomes of rows whose product nobody knows.</summary>
public enum UnknownProducts
{
    /// <summary>Their orders are rejected.</summary>
    Reject,

    /// <summary>The product is made as a draft, which the shop completes later.</summary>
    CreateDraft,
}

/// <summary>Whether imported orders take stock.</summary>
public enum StockHandling
{
    /// <summary>Orders wait for the workflow, which reserves, charges and finalizes them.</summary>
    Reserve,

    /// <summary>Orders are kept as completed; neither stock nor payment is touched.</summary>
    History,
}

/// <summary>What one bad row stops.</summary>
public enum ErrorHandling
{
    /// <summary>Its order only.</summary>
    RejectOrder,

    /// <summary>The whole file.</summary>
    RejectAll,
}

/// <summary>What the worker is doing to a running import.</summary>
public enum ImportPhase
{
    /// <summary>Waits for a worker.</summary>
    Waiting,

    /// <summary>Reads the file into the staging table.</summary>
    Reading,

    /// <summary>Compares orders, products and refunds with what is there.</summary>
    Checking,

    /// <summary>Writes orders.</summary>
    Writing,
}
