using System.ComponentModel.DataAnnotations;
using NpgsqlTypes;
using Portal.Core.Data;
using Portal.Core.Data.Idempotency;
using Portal.Core.Identity.Contracts;
using Portal.Core.Kernel;
using Portal.Core.Tenancy.Contracts;

namespace Portal.Core.Orders.Checkout;

/// <param name="Reference">The buyer's number in the app's books.</param>
/// <param name="Email">Left as it is known when null.</param>
public sealed record RegisterCustomerCommand(
    [property:
        Required,
        StringLength(100, MinimumLength = 1),
        RegularExpression(DeliveryAddress.OneLine)
    ]
        string Reference,
    [property:
        Required,
        StringLength(200, MinimumLength = 1),
        RegularExpression(DeliveryAddress.OneLine)
    ]
        string Name,
    [property: StringLength(254), EmailAddress, RegularExpression(DeliveryAddress.OneLine)]
        string? Email
);

public sealed record RegisteredCustomer(string Reference, string Name, string? Email);

/// <summary>
/// Makes a buyer known before they order, so that their wallet can be filled, or puts right how they are
/// called. Doing it twice changes nothing.
/// </summary>
public sealed class RegisterCustomer(
    KeyedCall call,
    CurrentUser user,
    CurrentTenant tenant,
    TimeProvider clock
)
{
    private const int Key = 6;

    /// <summary>$1 tenant, $2 reference, $3 name, $4 email, $5 now, then the call's key.</summary>
    private static readonly string Register = $"""
        WITH {KeyedCallSql.Fence(Key)}, registered AS (
            INSERT INTO orders.customers AS c (tenant_id, reference, name, email, created_at)
            SELECT $1, $2, $3, $4, $5 WHERE {KeyedCallSql.IsOurs(Key)}
            ON CONFLICT (tenant_id, reference) DO UPDATE SET name = $3, email = coalesce($4, c.email)
            RETURNING id
        ), {KeyedCallSql.Keep(Key, "registered")}
        SELECT FROM registered
        """;

    public async Task<Result<RegisteredCustomer>> HandleAsync(
        RegisterCustomerCommand command,
        CancellationToken ct
    )
    {
        if (!await user.MayAsync(CheckoutPermissions.Write, ct))
        {
            return Error.Forbidden;
        }

        var given = command with
        {
            Reference = command.Reference.Trim(),
            Name = command.Name.Trim(),
            Email = string.IsNullOrWhiteSpace(command.Email) ? null : command.Email.Trim(),
        };
        if (InputCheck.Of(given) is { Failed: true } mistakes)
        {
            return mistakes.Error;
        }

        var customer = new RegisteredCustomer(given.Reference, given.Name, given.Email);
        var isRegistered = await call.WriteAsync(
            Register,
            [
                SqlValue.Of(tenant.Id.Value),
                SqlValue.Of(given.Reference),
                SqlValue.Of(given.Name),
                SqlValue.OrNull(given.Email, NpgsqlDbType.Text),
                SqlValue.Of(clock.GetUtcNow()),
            ],
            customer,
            ct
        );
        return isRegistered ? customer : KeyedCallErrors.StillRunning;
    }
}
