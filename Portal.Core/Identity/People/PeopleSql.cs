namespace Portal.Core.Identity.People;

internal static class PeopleSql
{
    /// <summary>The id a new person will have, so that the first role can name it in the same save.</summary>
    public const string NextId = """
        SELECT nextval(pg_get_serial_sequence('identity.people', 'id')) AS "Value"
        """;
}
