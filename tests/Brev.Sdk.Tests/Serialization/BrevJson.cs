using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Brev.Sdk.Serialization;

namespace Brev.Sdk.Tests.Serialization;

/// <summary>The models behind the serializer of System.Text.Json, as an application's own interface has them.</summary>
internal static class BrevJson
{
    public static JsonSerializerOptions Options { get; } = With(ContractsResolver.Default);

    public static JsonTypeInfo<T> Info<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));

    public static JsonSerializerOptions With(ContractsResolver resolver)
    {
        var options = new JsonSerializerOptions { TypeInfoResolver = resolver };
        options.MakeReadOnly();
        return options;
    }
}
