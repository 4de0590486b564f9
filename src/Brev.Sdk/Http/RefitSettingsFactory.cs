using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using Brev.Sdk.Serialization;
using Microsoft.Extensions.Logging;
using Refit;

namespace Brev.Sdk.Http;

/// <summary>How Refit's stubs write and read for the SDK.</summary>
internal sealed class RefitSettingsFactory(ApiExceptionFactory exceptions, ILogger logger)
{
    private readonly Action<string, string> _unreadableMember = new UnreadableMembers(logger).Add;

    /// <summary>For the document's own types.</summary>
    public RefitSettings Create() => Create(new DocumentSerializer(new JsonReading { UnreadableMember = _unreadableMember }));

    /// <summary>For the document's types and those that an application's context knows.</summary>
    public RefitSettings Create(JsonSerializerContext context) =>
        Create(Serializer(ApplicationJson.With(Contracts(), context)));

    /// <summary>For the document's types, and for all others by reflection.</summary>
    [RequiresUnreferencedCode(ApplicationJson.Untrimmed)]
    [RequiresDynamicCode(ApplicationJson.Untrimmed)]
    public RefitSettings CreateWithReflection() => Create(Serializer(ApplicationJson.WithReflection(Contracts())));

    private static AnswerSerializer Serializer(JsonSerializerOptions options) => new(new SystemTextJsonContentSerializer(options));

    private ContractsResolver Contracts() => new() { UnreadableMember = _unreadableMember };

    private RefitSettings Create(IHttpContentSerializer serializer) =>
        new(serializer, new QueryValueFormatter())
    {
        // A buffered body has a length and can be sent a second time, which the answer to a rejected token needs.
        RequestBodySerialization = RequestBodySerializationMode.Buffered,
        ExceptionFactory = exceptions.FromResponseAsync,
        DeserializationExceptionFactory = exceptions.FromUnreadableBodyAsync,
        TransportExceptionFactory = exceptions.FromTransport,
    };
}
