using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Refit;

namespace Brev.Sdk.Http;

/// <summary>How Refit's stubs write and read for the SDK.</summary>
internal sealed class RefitSettingsFactory(ApiExceptionFactory exceptions, ContractsResolver contracts)
{
    /// <summary>For the document's own types.</summary>
    public RefitSettings Create() => Create(new SystemTextJsonContentSerializer(BrevJson.With(contracts)));

    /// <summary>For the document's types and those that an application's context knows.</summary>
    public RefitSettings Create(JsonSerializerContext context) =>
        Create(new SystemTextJsonContentSerializer(ApplicationJson.With(contracts, context)));

    /// <summary>For the document's types, and for all others by reflection.</summary>
    [RequiresUnreferencedCode(ApplicationJson.Untrimmed)]
    [RequiresDynamicCode(ApplicationJson.Untrimmed)]
    public RefitSettings CreateWithReflection() => Create(new SystemTextJsonContentSerializer(ApplicationJson.WithReflection(contracts)));

    private RefitSettings Create(SystemTextJsonContentSerializer serializer) =>
        new(new AnswerSerializer(serializer), new QueryValueFormatter())
    {
        // A buffered body has a length and can be sent a second time, which the answer to a rejected token needs.
        RequestBodySerialization = RequestBodySerializationMode.Buffered,
        ExceptionFactory = exceptions.FromResponseAsync,
        DeserializationExceptionFactory = exceptions.FromUnreadableBodyAsync,
        TransportExceptionFactory = exceptions.FromTransport,
    };
}
