using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core;
using Portal.Core.Kernel;
using Portal.Tests.Infrastructure;

namespace Portal.Tests.Security;

/// <summary>Every act and read that takes an id, every role, own and others' ids, against <see cref="ActMatrix"/>.</summary>
public sealed class ActMatrixTests : PortalTests
{
    private const long MissingId = 999_999_999;

    [Fact]
    public void EveryMethodThatTakesAnId_IsListedAndEveryListedOneExists()
    {
        var (there, withId) = Methods();
        var listed = ActMatrix
            .Doors.Select(d => d.Method)
            .Concat(ActMatrix.NotAsked.Keys)
            .ToHashSet(StringComparer.Ordinal);

        var unlisted = withId.Where(m => !listed.Contains(m) && !listed.Contains(ClassOf(m)));
        var gone = listed.Where(l => !there.Contains(l) && !there.Any(m => ClassOf(m) == l));
        Assert.True(!unlisted.Any(), "Not in ActMatrix.cs:\n" + string.Join('\n', unlisted));
        Assert.True(!gone.Any(), "Listed in ActMatrix.cs and gone:\n" + string.Join('\n', gone));
    }

    [Fact]
    public async Task MethodThatTakesAnId_ServesOnesOwnAndTreatsAnothersAsOneThatDoesNotExist()
    {
        var people = await MatrixPeople.AddAsync(Portal);
        var rows = new OwnedRows(people);
        var wrong = new List<string>();
        foreach (var door in ActMatrix.Doors)
        {
            foreach (var visitor in MatrixPeople.SignedIn)
            {
                var missing = await AskAsync(door, people, visitor, MissingId);
                foreach (var owner in OwnedRows.OwnersFor(door.Row, visitor))
                {
                    var id = await rows.AddAsync(door.Row, owner);
                    var before = await rows.StateAsync(door.Row, id);
                    var error = await AskAsync(door, people, visitor, id);
                    var isOwn =
                        door.Everywhere.HasFlag(visitor)
                        || OwnedRows.IsOwn(door.Row, visitor, owner);
                    var isRight =
                        door.Open.HasFlag(visitor) && isOwn
                            ? error?.Kind is not (ErrorKind.NotFound or ErrorKind.Forbidden)
                            : IsRefusal(error, door.Open.HasFlag(visitor))
                                && error!.Code == missing?.Code
                                && error.Message == missing.Message
                                && await rows.StateAsync(door.Row, id) == before;
                    if (!isRight)
                    {
                        wrong.Add(
                            $"{door.Method}: {visitor} was told \"{error?.Code ?? "done"}\" of {owner}'s"
                        );
                    }
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>Who has the right learns that there is no such thing, who lacks it perhaps only that.</summary>
    private static bool IsRefusal(Error? error, bool hasTheRight) =>
        error?.Kind is ErrorKind.NotFound || !hasTheRight && error?.Kind is ErrorKind.Forbidden;

    private async Task<Error?> AskAsync(IdDoor door, MatrixPeople people, Visitors visitor, long id)
    {
        var (person, tenant, _) = people.Of(visitor);
        await using var scope = Portal.ScopeOf(person, tenant);
        return await door.Ask(scope.ServiceProvider, id);
    }

    /// <summary>All methods of what pages can have injected, and those of them that take an id.</summary>
    private static (HashSet<string> There, HashSet<string> WithId) Methods()
    {
        var services = new ServiceCollection();
        services.AddPortalCore(
            new ConfigurationBuilder()
                .AddInMemoryCollection(
                    new Dictionary<string, string?>(StringComparer.Ordinal)
                    {
                        ["ConnectionStrings:Portal"] = "Host=localhost",
                    }
                )
                .Build()
        );
        var methods = services
            .Select(s => s.ServiceType)
            .Where(t => t.IsPublic && t.Assembly == typeof(PortalCore).Assembly)
            .Distinct()
            .SelectMany(t =>
                t.GetMethods(
                    BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly
                )
            )
            .ToList();
        return (
            [.. methods.Select(NameOf)],
            [
                .. methods
                    .Where(m => m.GetParameters().Any(p => TakesId(p.ParameterType)))
                    .Select(NameOf),
            ]
        );
    }

    private static string ClassOf(string method) => method.Split('.')[0];

    private static string NameOf(MethodInfo method) =>
        $"{method.DeclaringType!.Name}.{method.Name}";

    /// <summary>An id itself, several, or a record of ours with one in it.</summary>
    private static bool TakesId(Type type) =>
        IsId(type)
        || type.GetGenericArguments().Any(IsId)
        || type.IsClass
            && type.Assembly == typeof(PortalCore).Assembly
            && type.GetConstructors()
                .SelectMany(c => c.GetParameters())
                .Select(p => p.ParameterType)
                .Any(p => IsId(p) || p.GetGenericArguments().Any(IsId));

    private static bool IsId(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type)
            .GetInterfaces()
            .Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEntityId<>));
}
