using System.Net;

namespace Brev.Sdk.Testing.Http;

/// <summary>What answers each operation. Every tag of the API has one class that adds its operations here.</summary>
internal sealed class OperationTable
{
    private readonly Dictionary<string, Func<OperationCall, FakeAnswer>> _handlers = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> OperationIds => _handlers.Keys;

    public void Add(string operationId, Func<OperationCall, FakeAnswer> handler)
    {
        if (!BrevClient.Endpoints.Any(endpoint => endpoint.OperationId == operationId))
        {
            throw new ArgumentException($"'{operationId}' is no operation of the API.", nameof(operationId));
        }

        _handlers.Add(operationId, handler);
    }

    public FakeAnswer Answer(ApiEndpoint endpoint, OperationCall call) =>
        _handlers.TryGetValue(endpoint.OperationId, out var handler) ? handler(call) : NotImplemented(endpoint);

    private static FakeAnswer NotImplemented(ApiEndpoint endpoint)
    {
        var message =
            $"The fake does not answer {endpoint.OperationId} yet. Plan an answer with Requests.FailNext, or leave the call out of the "
                + "test.";
        return endpoint.Server == ApiServer.PublicApi
            ? ErrorBodies.Connect(HttpStatusCode.NotImplemented, "unimplemented", message)
            : ErrorBodies.Rest(HttpStatusCode.NotImplemented, "InternalError", message);
    }
}
