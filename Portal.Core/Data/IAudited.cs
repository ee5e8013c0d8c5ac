namespace Portal.Core.Data;

/// <summary>
/// Marks an entity whose every change is written to the activity log, with its values before and
/// after, in the transaction that changes it.
/// </summary>
public interface IAudited;

/// <summary>Its value never reaches the activity log: only that it changed.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretAttribute : Attribute;

/// <summary>A change of this property alone is nothing to log, e.g. when somebody was last seen.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NotAuditedAttribute : Attribute;
