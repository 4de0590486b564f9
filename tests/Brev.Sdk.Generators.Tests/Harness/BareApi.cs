using System.Net;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Refit;

namespace Brev.Sdk.Generators.Tests.Harness;

/// <summary>
/// An emitted interface as somebody has it who has no emitted client: behind Refit's stub, with settings of their own.
/// </summary>
internal sealed class BareApi
{
    private const string Source = """
        internal interface IBinding : Example.IDefaultApi;

        public static class Caller
        {
            public static object Create(System.Net.Http.HttpClient http, Refit.RefitSettings settings) =>
                Refit.RestService.ForGenerated<IBinding>(http, settings);
        }
        """;

    private readonly Assembly _contracts;
    private readonly Func<HttpClient, RefitSettings, object> _create;

    public BareApi(string document)
    {
        var contracts = GeneratorHarness.Contracts(MemoryFile.Document(document)).AssertCompiles().Output;
        var caller = RefitStubs.Complete(
            GeneratorHarness.Compilation("Caller", Source).AddReferences(contracts.ToReference()));
        var context = new AssemblyLoadContext(null, isCollectible: true);
        _contracts = contracts.Load(context);
        _create = caller.Load(context).GetType("Caller", throwOnError: true)!.GetMethod("Create")!
            .CreateDelegate<Func<HttpClient, RefitSettings, object>>();
    }

    public Type Type(string name) => _contracts.GetType("Example." + name, throwOnError: true)!;

    /// <summary>A type of the contracts out of JSON.</summary>
    public object Create(string type, string json) => System.Text.Json.JsonSerializer.Deserialize(json, Type(type))!;

    /// <summary>What a method without arguments makes of an answer.</summary>
    public Task<object?> GetAsync(HttpStatusCode status, string answer, RefitSettings? settings = null, string method = "GetAsync") =>
        CallAsync(new OneAnswer(status, answer), settings, method);

    /// <summary>Calls a method with some of its arguments; the others take their defaults.</summary>
    public async Task<object?> CallAsync(
        OneAnswer server, RefitSettings? settings, string method, params (string Name, object? Value)[] arguments)
    {
        var task = (Task)Call(server, settings, method, arguments);
        await task;
        return Method(method).ReturnType.IsGenericType ? task.GetType().GetProperty("Result")!.GetValue(task) : null;
    }

    /// <summary>What a method gives back, before anything is awaited.</summary>
    public object Call(OneAnswer server, RefitSettings? settings, string method, params (string Name, object? Value)[] arguments)
    {
        var api = _create(server.Client(), settings ?? new RefitSettings());
        object?[] values = [.. Method(method).GetParameters().Select(parameter =>
            parameter.ParameterType == typeof(CancellationToken) ? CancellationToken.None
            : arguments.FirstOrDefault(argument => argument.Name == parameter.Name).Value)];
        return Method(method).Invoke(api, BindingFlags.DoNotWrapExceptions, null, values, null)!;
    }

    public MethodInfo Method(string name) => Type("IThingsApi").GetMethod(name)!;
}
