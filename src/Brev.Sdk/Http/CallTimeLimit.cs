namespace Brev.Sdk.Http;

/// <summary>How long a call may take.</summary>
internal static class CallTimeLimit
{
    // More than a megabyte, put together by the server from many clouds: requests with the usual limit are known to time out.
    private const string SlowCall = nameof(BrevClient.ListOrganizationInstanceTypesAsync);

    /// <summary>The limit of the options; twice that for the one slow list.</summary>
    public static TimeSpan Of(HttpRequestMessage request, TimeSpan usual) =>
        usual != Timeout.InfiniteTimeSpan && EndpointCatalog.Find(request) is { } endpoint && IsSlow(endpoint) ? usual * 2 : usual;

    private static bool IsSlow(ApiEndpoint endpoint) =>
        SlowCall.AsSpan(0, SlowCall.Length - "Async".Length).SequenceEqual(endpoint.OperationId);
}
