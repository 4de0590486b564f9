using OpenApi.Generation;
using Refit;

namespace PetShop;

/// <summary>A client with one method for each operation, made from the document.</summary>
[OpenApiClient(Namespace = "Pets")]
public sealed partial class PetClient
{
    private readonly HttpClient _http;

    /// <summary>Creates a client.</summary>
    public PetClient(HttpClient http)
    {
        _http = http;
        BindServers();
    }

    private partial T Bind<T>(ApiServer server)
        where T : class => RestService.ForGenerated<T>(_http);

    private static partial Exception EmptyResponse(ApiEndpoint endpoint) =>
        new InvalidDataException($"{endpoint.OperationId} answered with nothing.");

    private static partial Exception RepeatedPageToken(ApiEndpoint endpoint) =>
        new InvalidDataException($"{endpoint.OperationId} repeats a page.");
}
