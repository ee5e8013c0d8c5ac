using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Portal.Core.Payments.Contracts;
using Portal.Tests.Infrastructure;
using Portal.Tests.Orders;
using Portal.Tests.Security;

namespace Portal.Tests.Api;

/// <summary>Every operation of the OpenAPI document over http, and what bad input is told.</summary>
public sealed class ApiContractTests : PortalTests
{
    private TestWeb _web = null!;
    private HttpClient _program = null!;
    private ApiSamples _samples = null!;

    protected override void Configure(IServiceCollection services) =>
        services.AddSingleton<IPaymentGateway>(new HookedGateway());

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _web = new TestWeb(Portal);
        _samples = new ApiSamples(Portal);
        await _samples.AddPayoutsAsync();
        await _samples.AddDebtsAsync();
        var people = await MatrixPeople.AddAsync(Portal);
        _program = _web.Program(await Portal.IssueTokenAsync(people.Of(Visitors.Super).Person));
        await _samples.AddRowsAsync(new OwnedRows(people));
    }

    public override async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task EveryOperationOfTheDocument_IsInTheContract()
    {
        var document = await _program.GetFromJsonAsync<JsonElement>("/openapi/v1.json");

        var there = document
            .GetProperty("paths")
            .EnumerateObject()
            .SelectMany(p =>
                p.Value.EnumerateObject()
                    .Select(o => $"{o.Name.ToUpperInvariant()} {p.Name.TrimEnd('/')}")
            );

        Assert.Equal(
            ApiContract.Calls.Select(c => c.Operation).Order(StringComparer.Ordinal),
            there.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task EveryOperationOfTheDocument_DescribesWhatItAnswers()
    {
        var document = await _program.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        var schemas = new OpenApiShapes(document);
        var wrong = new List<string>();

        foreach (var call in ApiContract.Calls.Where(c => c.Status != 204))
        {
            var described = schemas.FieldsOf(call.Operation, call.Status);
            wrong.AddRange(
                call.Fields.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .Where(field => !described.Any(d => IsOf(field, d)))
                    .Select(field => $"{call.Operation}: no {field}")
            );
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Empty(
            schemas
                .AnswersWithoutBody()
                .Except(["PUT /api/notifications/preferences/{customerId} 204"])
        );
    }

    [Fact]
    public async Task EveryOperation_AnswersItsStatusAndEveryFieldOfItsShape()
    {
        var wrong = new List<string>();
        foreach (var call in ApiContract.Calls)
        {
            using var answer = await SendAsync(
                $"{call.Operation.Split(' ')[0]} {call.Path}",
                call.Body
            );
            var text = await answer.Content.ReadAsStringAsync();
            if ((int)answer.StatusCode != call.Status)
            {
                wrong.Add($"{call.Operation}: {(int)answer.StatusCode} {text}");
                continue;
            }

            var expected = call.Fields.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var found = FieldsOf(text);
            wrong.AddRange(expected.Except(found).Select(f => $"{call.Operation}: no {f}"));
            wrong.AddRange(
                found.Except(expected).Select(f => $"{call.Operation}: undocumented {f}")
            );
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task BadInput_IsAProblemThatNamesTheField()
    {
        var wrong = new List<string>();
        foreach (var (call, field, body) in ApiContract.Mistakes)
        {
            using var answer = await SendAsync(call, body);
            var text = await answer.Content.ReadAsStringAsync();
            if (
                answer.StatusCode is not HttpStatusCode.BadRequest
                || !IsProblem(answer, text, field)
            )
            {
                wrong.Add($"{call} {body}: {(int)answer.StatusCode} {text}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task Resend_OfOneThatHasNotFailed_IsAConflict()
    {
        await Portal.AdminScalarAsync<int>(
            "UPDATE notifications.deliveries SET status = 'sent', sent_at = now()"
        );

        using var answer = await SendAsync("POST /api/notifications/{notification}/resend", null);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
    }

    [Fact]
    public async Task Amounts_HaveTheCurrencysDecimalsAndInstantsAreUtcWithSix()
    {
        var orders = await _program.GetStringAsync("/api/v1/orders");

        Assert.Contains("\"total_amount\":10.00,", orders, StringComparison.Ordinal);
        Assert.Matches(
            "\"placed_at\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z\"",
            orders
        );
    }

    [Fact]
    public async Task Orders_ReadOnByCursor_AnswerEveryOrderOnce()
    {
        for (var i = 0; i < 3; i++)
        {
            await new OrderBuilder(Portal).SaveAsync();
        }

        var all = await Portal.AdminScalarAsync<long>(
            $"SELECT count(*) FROM orders.orders WHERE tenant_id = {Portal.Tenant.Value}"
        );
        var ids = new List<long>();
        var path = "/api/v1/orders?limit=2";
        for (var next = ""; next is not null; path = $"/api/v1/orders?limit=2&cursor={next}")
        {
            var page = await _program.GetFromJsonAsync<JsonElement>(path);
            ids.AddRange(
                page.GetProperty("data")
                    .EnumerateArray()
                    .Select(o => o.GetProperty("id").GetInt64())
            );
            next = page.GetProperty("meta").TryGetProperty("next_cursor", out var cursor)
                ? cursor.GetString()
                : null;
        }

        Assert.Equal(all, ids.Count);
        Assert.Equal(all, ids.Distinct().Count());
    }

    /// <summary>The very field, one under any name, or what is in a field that was null or empty in the call.</summary>
    private static bool IsOf(string field, string described) =>
        described == field
        || described == field[..(field.LastIndexOf('.') + 1)] + "*"
        || described.StartsWith(field + ".", StringComparison.Ordinal)
        || described.StartsWith(field + "[]", StringComparison.Ordinal);

    private static bool IsProblem(HttpResponseMessage answer, string text, string field)
    {
        if (answer.Content.Headers.ContentType?.MediaType != "application/problem+json")
        {
            return false;
        }

        using var problem = JsonDocument.Parse(text);
        var root = problem.RootElement;
        return root.GetProperty("status").GetInt32() == (int)answer.StatusCode
            && root.GetProperty("title").GetString()!.Length > 0
            && root.GetProperty("detail").GetString()!.Length > 0
            && root.GetProperty("trace_id").GetString()!.Length > 0
            && (
                field.Length == 0
                || root.GetProperty("errors").EnumerateObject().Any(e => e.Name == field)
            );
    }

    /// <summary>The names of everything in an answer, of lists by their first element.</summary>
    private static List<string> FieldsOf(string text)
    {
        var fields = new List<string>();
        if (text.Length == 0)
        {
            return fields;
        }

        using var answer = JsonDocument.Parse(text);
        Assert.True(answer.RootElement.GetProperty("success").GetBoolean());
        foreach (var part in answer.RootElement.EnumerateObject())
        {
            if (part.NameEquals("data"))
            {
                Collect(part.Value, "", fields);
            }
            else if (!part.NameEquals("success"))
            {
                Collect(part.Value, part.Name, fields);
            }
        }

        return fields;
    }

    private static void Collect(JsonElement value, string name, List<string> fields)
    {
        if (value.ValueKind is JsonValueKind.Object)
        {
            foreach (var part in value.EnumerateObject())
            {
                Collect(part.Value, name.Length == 0 ? part.Name : $"{name}.{part.Name}", fields);
            }
        }
        else if (
            value.ValueKind is JsonValueKind.Array
            && value.GetArrayLength() > 0
            && value[0].ValueKind is JsonValueKind.Object
        )
        {
            Collect(value[0], name.Length == 0 ? "" : $"{name}[]", fields);
        }
        else
        {
            fields.Add(name);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(string call, string? body)
    {
        var (method, path) = (call.Split(' ')[0], call.Split(' ')[1]);
        path = _samples.Fill(path);
        body = body is null ? null : _samples.Fill(body);
        using var request = new HttpRequestMessage(
            new HttpMethod(method),
            new Uri(path, UriKind.Relative)
        );
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        if (
            path.EndsWith("/complete", StringComparison.Ordinal)
            || path.EndsWith("/top-ups", StringComparison.Ordinal)
            || path.EndsWith("/debt-repayments", StringComparison.Ordinal)
        )
        {
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        }

        return await _program.SendAsync(request);
    }
}
