using System.Reflection;
using System.Runtime.Loader;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Brev.Sdk.Generators.Tests.Harness;

/// <summary>Emitted contracts, compiled and loaded, to read and write JSON with.</summary>
internal sealed class LoadedContracts
{
    private readonly Assembly _assembly;

    public LoadedContracts(string document)
    {
        var run = GeneratorHarness.Contracts(MemoryFile.Document(document)).AssertCompiles();
        _assembly = run.Output.Load(new AssemblyLoadContext(null, isCollectible: true));
    }

    public Type Type(string name) => _assembly.GetType("Example." + name, throwOnError: true)!;

    public object Read(string name, string json) => JsonSerializer.Deserialize(json, Type(name))!;

    /// <summary>What is read by the emitted resolver, and which members could not be: <c>Type.member</c>.</summary>
    public object Read(string name, string json, ICollection<string> unreadable)
    {
        var type = _assembly.GetType("Example.Serialization.ContractsResolver", throwOnError: true)!;
        var resolver = (IJsonTypeInfoResolver)Activator.CreateInstance(type)!;
        type.GetProperty("UnreadableMember")!.SetValue(
            resolver, (Action<string, string>)((owner, member) => unreadable.Add($"{owner}.{member}")));
        return JsonSerializer.Deserialize(json, Type(name), Options(resolver))!;
    }

    public string Write(string name, object value) => JsonSerializer.Serialize(value, Type(name));

    /// <summary>What is read and written again.</summary>
    public string RoundTrip(string name, string json) => Write(name, Read(name, json));

    /// <summary>The value of a property.</summary>
    public static object? Get(object value, string property) => value.GetType().GetProperty(property)!.GetValue(value);

    private static JsonSerializerOptions Options(IJsonTypeInfoResolver resolver) => new() { TypeInfoResolver = resolver };
}
