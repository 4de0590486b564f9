using System.Net;
using System.Runtime.Loader;
using System.Text;
using Microsoft.CodeAnalysis;

namespace Brev.Sdk.Generators.Tests.Harness;

/// <summary>
/// An emitted client with Refit's stubs, compiled and loaded, in front of a handler that keeps the request and answers as told.
/// </summary>
internal sealed class CalledClient : HttpMessageHandler
{
    private readonly Type _type;
    private object? _client;
    private readonly System.Reflection.Assembly _contracts;

    public CalledClient(string document)
    {
        var file = MemoryFile.Document(document);
        var contracts = GeneratorHarness.Contracts(file).AssertCompiles();
        var source = MinimalClient.Source("Example", "Client", "Default")
            .Replace(
                "public Client() => BindServers();",
                "public Client(System.Net.Http.HttpClient http) { _http = http; BindServers(); }\n\n    "
                    + "private readonly System.Net.Http.HttpClient _http;",
                StringComparison.Ordinal)
            .Replace("throw new NotSupportedException()", "Refit.RestService.ForGenerated<T>(_http)", StringComparison.Ordinal);
        var client = RefitStubs.Complete(GeneratorHarness.Client(source, [contracts.Output.ToReference()], file).Output);
        Assert.Equal("", client.Complaints());
        var context = new AssemblyLoadContext(null, isCollectible: true);
        _contracts = contracts.Output.Load(context);
        _type = client.Load(context).GetType("Example.Client", throwOnError: true)!;
    }

    /// <summary>The body of the answer.</summary>
    public string Answer { get; set; } = "";

    /// <summary>The name of a security scheme and its credential, which the emitted handler fills in; none when no handler does.</summary>
    public (string Scheme, string Value)? Credential { get; init; }

    /// <summary>Where requests go instead; then what they are is read there.</summary>
    public RequestSocket? Socket { get; init; }

    /// <summary>The status of the answer.</summary>
    public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

    public HttpMethod? Method { get; private set; }

    /// <summary>Path and query as they went out.</summary>
    public string? Target { get; private set; }

    public string? Body { get; private set; }

    public string? ContentType { get; private set; }

    public Dictionary<string, string> Headers { get; } = [];

    public object Create(string type, string json) =>
        System.Text.Json.JsonSerializer.Deserialize(json, _contracts.GetType("Example." + type, throwOnError: true)!)!;

    /// <summary>Values of a type of the contracts, one after the other.</summary>
    public object Stream(string type, params string[] values) =>
        typeof(CalledClient).GetMethod(nameof(Typed), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
            .MakeGenericMethod(_contracts.GetType("Example." + type, throwOnError: true)!)
            .Invoke(null, [values.Select(value => Create(type, value)).ToArray()])!;

    /// <summary>
    /// Calls a method with arguments that are written as JSON: one for its only parameter, or the members of an object, each for the
    /// parameter of its name.
    /// </summary>
    public Task<object?> CallWithJsonAsync(string method, string json)
    {
        var parameters = _type.GetMethod(method)!.GetParameters().SkipLast(1).ToArray();
        if (parameters is [var only])
        {
            // The only member of an object whose members are parameters.
            var isMember = only.ParameterType == typeof(string) && json.StartsWith('{');
            var value = isMember ? System.Text.Json.Nodes.JsonNode.Parse(json)!.AsObject().Single().Value!.ToJsonString() : json;
            return CallAsync(method, (only.Name!, FromJson(value, only.ParameterType)));
        }

        var members = System.Text.Json.JsonDocument.Parse(json).RootElement.EnumerateObject();
        return CallAsync(method, [.. members.Select(member => (parameters.FirstOrDefault(parameter => parameter.Name == member.Name)
            ?? parameters.Single(parameter => parameter.Name!.EndsWith(member.Name, StringComparison.OrdinalIgnoreCase))) is var parameter
            ? (parameter.Name!, FromJson(member.Value.GetRawText(), parameter.ParameterType))
            : default)]);
    }

    /// <summary>The name of the type of a method's body.</summary>
    public string BodyType(string method) =>
        _type.GetMethod(method)!.GetParameters().Single(parameter => parameter.Name == "request").ParameterType.Name;

    /// <summary>The names of a method's parameters.</summary>
    public string[] Parameters(string method) => [.. _type.GetMethod(method)!.GetParameters().Select(parameter => parameter.Name!)];

    /// <summary>The methods that call.</summary>
    public IEnumerable<System.Reflection.MethodInfo> Methods =>
        _type.GetMethods().Where(method => method.Name.EndsWith("Async", StringComparison.Ordinal));

    /// <summary>Calls a method with some of its arguments; the others take their defaults.</summary>
    public async Task<object?> CallAsync(string method, params (string Name, object? Value)[] arguments)
    {
        var task = (Task)Call(method, arguments);
        await task;
        return task.GetType().GetProperty("Result")?.GetValue(task);
    }

    private object Client =>
        _client ??= Activator.CreateInstance(
            _type, new HttpClient(Handler) { BaseAddress = Socket?.Address ?? new Uri("https://example.com") })!;

    private HttpMessageHandler Handler =>
        Socket is not null ? new SocketsHttpHandler { UseProxy = false }
        : Credential is var (scheme, value) ? Filling(scheme, value)
        : this;

    /// <summary>What a method gives back, before anything is awaited.</summary>
    public object Call(string method, params (string Name, object? Value)[] arguments) => Call(_type.GetMethod(method)!, arguments);

    /// <summary>Calls a method of an interface that the client has, and need not have itself.</summary>
    public object CallOf(string type, string method) =>
        Call(_contracts.GetType("Example." + type, throwOnError: true)!.GetMethod(method)!, []);

    private object Call(System.Reflection.MethodInfo target, (string Name, object? Value)[] arguments)
    {
        object?[] values = [.. target.GetParameters()
            .Select(parameter => arguments.FirstOrDefault(argument => argument.Name == parameter.Name) is { Name: not null } given
            ? given.Value
            : parameter.ParameterType == typeof(CancellationToken) ? CancellationToken.None : null)];
        return target.Invoke(Client, System.Reflection.BindingFlags.DoNotWrapExceptions, null, values, null)!;
    }

    /// <summary>The values of a method that gives a stream of them.</summary>
    public IAsyncEnumerable<object?> StreamAsync(string method, params (string Name, object? Value)[] arguments)
    {
        var stream = Call(method, arguments);
        var item = stream.GetType().GetInterfaces().Single(type => type.IsGenericType
            && type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>)).GetGenericArguments()[0];
        return (IAsyncEnumerable<object?>)typeof(CalledClient).GetMethod(
            nameof(Boxed), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
            .MakeGenericMethod(item)
            .Invoke(null, [stream])!;
    }

    /// <summary>The body of an error as a type of the contracts.</summary>
    public object ReadError(Refit.ApiException error, string type)
    {
        var task = (Task)typeof(Refit.ApiException).GetMethod(nameof(Refit.ApiException.GetContentAsAsync))!
            .MakeGenericMethod(_contracts.GetType("Example." + type, throwOnError: true)!)
            .Invoke(error, [])!;
        return task.GetType().GetProperty("Result")!.GetValue(task)!;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Method = request.Method;
        Target = request.RequestUri!.PathAndQuery;
        Body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        ContentType = request.Content?.Headers.ContentType?.ToString();
        foreach (var header in request.Headers)
        {
            Headers[header.Key] = string.Join(", ", header.Value);
        }

        return new HttpResponseMessage(
            Status) { Content = new StringContent(Answer, Encoding.UTF8, "application/json"), RequestMessage = request };
    }

    private DelegatingHandler Filling(string scheme, string value)
    {
        var known = _contracts.GetType("Example.Serialization.SecuritySchemes", throwOnError: true)!.GetProperty(scheme)!.GetValue(null);
        Func<CancellationToken, ValueTask<string>> credential = _ => new(value);
        var handler = (DelegatingHandler)Activator.CreateInstance(
            _contracts.GetType("Example.Serialization.CredentialHandler", throwOnError: true)!, known, credential)!;
        handler.InnerHandler = this;
        return handler;
    }

    private static async IAsyncEnumerable<T> Typed<T>(object[] values)
    {
        foreach (var value in values)
        {
            await Task.Yield();
            yield return (T)value;
        }
    }

    private static async IAsyncEnumerable<object?> Boxed<T>(IAsyncEnumerable<T> values)
    {
        await foreach (var value in values)
        {
            yield return value;
        }
    }

    private static object? FromJson(string json, Type type) =>
        json != "null" && (Nullable.GetUnderlyingType(type) ?? type) == typeof(TimeSpan)
            ? System.Xml.XmlConvert.ToTimeSpan(json.Trim('"'))
            : typeof(IEnumerable<TimeSpan>).IsAssignableFrom(type)
            ? System.Text.Json.JsonSerializer.Deserialize<string[]>(json)!.Select(System.Xml.XmlConvert.ToTimeSpan).ToArray()
            : System.Text.Json.JsonSerializer.Deserialize(json, type);
}
