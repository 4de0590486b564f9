using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Refit;

namespace Brev.Sdk.Http;

/// <summary>How Refit's stubs write and read for the SDK.</summary>
internal static class RefitSettingsFactory
{
    /// <summary>For the document's own types.</summary>
    public static RefitSettings Create(TimeProvider timeProvider) =>
        Create(timeProvider, SystemTextJsonContentSerializer.ForContext(BrevJsonContext.Default));

    /// <summary>For the document's types and those that an application's context knows.</summary>
    public static RefitSettings Create(TimeProvider timeProvider, JsonSerializerContext context) =>
        Create(timeProvider, Combine(context));

    /// <summary>For the document's types, and for all others where the application has not switched reflection off.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Reached only when the application allows reflection-based serialization, which trimming switches off.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Reached only when the application allows reflection-based serialization, which native compilation switches off.")]
    public static RefitSettings CreateWithReflection(TimeProvider timeProvider) =>
        JsonSerializer.IsReflectionEnabledByDefault ? Create(timeProvider, Combine(new DefaultJsonTypeInfoResolver())) : Create(timeProvider);

    private static SystemTextJsonContentSerializer Combine(IJsonTypeInfoResolver resolver) =>
        new(new JsonSerializerOptions(BrevJsonContext.Default.Options) { TypeInfoResolver = JsonTypeInfoResolver.Combine(BrevJsonContext.Default, resolver) });

    private static RefitSettings Create(TimeProvider timeProvider, IHttpContentSerializer serializer)
    {
        var exceptions = new ApiExceptionFactory(timeProvider);
        return new RefitSettings(serializer, new QueryValueFormatter())
        {
            // A buffered body has a length and can be sent a second time, which the answer to a rejected token needs.
            RequestBodySerialization = RequestBodySerializationMode.Buffered,
            ExceptionFactory = exceptions.FromResponseAsync,
            DeserializationExceptionFactory = exceptions.FromUnreadableBodyAsync,
            TransportExceptionFactory = (request, exception, _) => ApiExceptionFactory.FromTransport(request, exception),
        };
    }
}
