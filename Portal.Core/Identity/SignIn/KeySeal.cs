using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Portal.Core.Identity.SignIn;

/// <summary>What the keys in the database are sealed with, so that a copy of it alone opens no session.</summary>
public sealed class KeySealOptions
{
    private const int ShortestSecret = 32;

    /// <summary>Random, and kept apart from the database; keys lie open without it.</summary>
    public string? KeySecret { get; init; }

    /// <summary>Secrets of before. A key sealed with one of them, ended or not, still opens second factors set up under it.</summary>
    public IReadOnlyList<string> FormerKeySecrets { get; init; } = [];

    internal bool AreLongEnough => Secrets.All(secret => secret.Length >= ShortestSecret);

    internal IEnumerable<string> Secrets =>
        string.IsNullOrEmpty(KeySecret) ? FormerKeySecrets : FormerKeySecrets.Prepend(KeySecret);
}

/// <summary>
/// Seals a key with AES-256-GCM: <c>&lt;sealed&gt;nonce, tag and text as Base64&lt;/sealed&gt;</c>. ASP.NET Core keeps the
/// name of this class beside every key and makes it anew, by this constructor, to open one; a class of
/// another name could not open what is stored.
/// </summary>
internal sealed class KeySeal(IServiceProvider services) : IXmlEncryptor, IXmlDecryptor
{
    private static readonly int NonceBytes = AesGcm.NonceByteSizes.MaxSize;
    private static readonly int TagBytes = AesGcm.TagByteSizes.MaxSize;

    private readonly KeySealOptions _options = services
        .GetRequiredService<IOptions<KeySealOptions>>()
        .Value;

    public bool HasSecret => !string.IsNullOrEmpty(_options.KeySecret);

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var text = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var all = new byte[NonceBytes + TagBytes + text.Length];
        var nonce = all.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = CipherOf(_options.KeySecret!);
        cipher.Encrypt(
            nonce,
            text,
            all.AsSpan(NonceBytes + TagBytes),
            all.AsSpan(NonceBytes, TagBytes)
        );
        return new EncryptedXmlInfo(
            new XElement("sealed", Convert.ToBase64String(all)),
            typeof(KeySeal)
        );
    }

    public XElement Decrypt(XElement encryptedElement)
    {
        var all = Convert.FromBase64String(encryptedElement.Value);
        foreach (var secret in _options.Secrets)
        {
            if (TryOpen(all, secret) is { } text)
            {
                return XElement.Parse(text);
            }
        }

        throw new CryptographicException(
            "A stored key was sealed with another secret than Identity:KeySecret and Identity:FormerKeySecrets."
        );
    }

    private static string? TryOpen(byte[] all, string secret)
    {
        var text = new byte[all.Length - NonceBytes - TagBytes];
        using var cipher = CipherOf(secret);
        try
        {
            cipher.Decrypt(
                all.AsSpan(0, NonceBytes),
                all.AsSpan(NonceBytes + TagBytes),
                all.AsSpan(NonceBytes, TagBytes),
                text
            );
        }
        catch (AuthenticationTagMismatchException)
        {
            // Sealed with another secret.
            return null;
        }

        return Encoding.UTF8.GetString(text);
    }

    /// <summary>A secret is random, so a plain derivation makes a key of it.</summary>
    private static AesGcm CipherOf(string secret) =>
        new(
            HKDF.DeriveKey(
                HashAlgorithmName.SHA256,
                Encoding.UTF8.GetBytes(secret),
                outputLength: 32,
                info: "Portal key ring"u8.ToArray()
            ),
            TagBytes
        );
}
