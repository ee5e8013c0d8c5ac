using System.Globalization;
using System.Text;
using Portal.Core.Payments.Contracts;

namespace Portal.Core.Payments.Gateways;

/// <summary>
/// How the simulated gateway decides: by a hash of the key, so that the same charge gets the same
/// answer in every process, at every time.
/// </summary>
/// <param name="Approve">The share it approves, 0 to 1.</param>
/// <param name="Seed">Another seed declines other keys.</param>
public sealed record ApprovalPolicy(decimal Approve = 0.9m, int Seed = 0)
{
    private const ulong FnvOffset = 14695981039346656037;
    private const ulong FnvPrime = 1099511628211;
    private const int Steps = 10_000;

    private static readonly (string Code, string Message)[] Declines =
    [
        ("insufficient_funds", "The account has not enough money."),
        ("card_expired", "The card has expired."),
        ("do_not_honor", "The bank refused without a reason."),
    ];

    public GatewayAnswer Decide(string key)
    {
        var hash = Draw(key);
        var reference = ReferenceOf(key);
        if (hash % Steps < Approve * Steps)
        {
            return new GatewayAnswer(GatewayVerdict.Captured, reference);
        }

        var (code, message) = Declines[hash / Steps % (ulong)Declines.Length];
        return new GatewayAnswer(GatewayVerdict.Declined, reference, code, message);
    }

    /// <summary>The gateway's own number of what has this key.</summary>
    public string ReferenceOf(string key) =>
        string.Create(CultureInfo.InvariantCulture, $"sim-{Draw(key):x16}");

    /// <summary>
    /// A number that looks drawn by chance and is always the same for the same text: FNV-1a with a
    /// final mix, as keys that differ in one digit must not end alike.
    /// </summary>
    public ulong Draw(string text)
    {
        var hash = FnvOffset ^ (uint)Seed;
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            hash = (hash ^ octet) * FnvPrime;
        }

        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccd;
        return hash ^ (hash >> 33);
    }
}
