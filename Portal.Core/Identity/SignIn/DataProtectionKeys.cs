using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;

namespace Portal.Core.Identity.SignIn;

/// <summary>One key ring entry as ASP.NET Core wrote it.</summary>
public sealed class DataProtectionKey
{
    public required string Name { get; init; }

    public required string Xml { get; init; }
}

/// <summary>
/// Keeps the keys that encrypt cookies and links in PostgreSQL, so that they outlive a restart and all
/// nodes share them. ASP.NET Core asks for them synchronously, a few times in a process's life.
/// </summary>
internal sealed class DataProtectionKeys(NpgsqlDataSource source) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var command = source.CreateCommand("SELECT xml FROM identity.data_protection_keys");
        using var reader = command.ExecuteReader();
        var keys = new List<XElement>();
        while (reader.Read())
        {
            keys.Add(XElement.Parse(reader.GetString(0)));
        }

        return keys;
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var command = source.CreateCommand(
            "INSERT INTO identity.data_protection_keys (name, xml) VALUES ($1, $2) ON CONFLICT DO NOTHING"
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = friendlyName });
        command.Parameters.Add(
            new NpgsqlParameter<string>
            {
                TypedValue = element.ToString(SaveOptions.DisableFormatting),
            }
        );
        command.ExecuteNonQuery();
    }
}
