namespace Brev.Sdk.Errors;

/// <summary>
/// Notes with a request that an attempt of it may have arrived. It stands below the application's handlers, where there are any: one that
/// sends a request again may end in an attempt that never left, which says nothing about those before.
/// </summary>
internal sealed class ArrivalNote(HttpMessageHandler transport) : DelegatingHandler(transport)
{
    private static readonly HttpRequestOptionsKey<bool> Key = new("Brev.Sdk.MayHaveArrived");

    public static bool IsOn(HttpRequestMessage? request) =>
        request is not null && request.Options.TryGetValue(Key, out var noted) && noted;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            request.Options.Set(Key, true);
            return response;
        }
        catch (Exception exception) when (!TransportFailure.IsBeforeSending(TransportFailure.Read(exception)))
        {
            request.Options.Set(Key, true);
            throw;
        }
    }
}
