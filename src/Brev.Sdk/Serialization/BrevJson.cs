using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Brev.Sdk.Serialization;

/// <summary>
/// How requests and answers are written and read: by the code that comes with the models, without reflection and without metadata of
/// members.
/// </summary>
internal static class BrevJson
{
    /// <summary>For everything that has no logger.</summary>
    public static JsonSerializerOptions Options { get; } = Create(ContractsResolver.Default);

    /// <summary>Of one type of the document.</summary>
    public static JsonTypeInfo<T> Info<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));

    /// <summary>The resolver of a client, which says in its log what cannot be read.</summary>
    public static ContractsResolver Resolver(ILogger logger) =>
        logger is NullLogger ? ContractsResolver.Default : new() { UnreadableMember = new UnreadableMembers(logger).Add };

    public static JsonSerializerOptions With(ContractsResolver resolver) =>
        ReferenceEquals(resolver, ContractsResolver.Default) ? Options : Create(resolver);

    private static JsonSerializerOptions Create(ContractsResolver resolver)
    {
        var options = new JsonSerializerOptions { TypeInfoResolver = resolver };
        options.MakeReadOnly();
        return options;
    }
}
