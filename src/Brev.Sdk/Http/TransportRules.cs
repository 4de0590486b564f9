namespace Brev.Sdk.Http;

/// <summary>What a connection must keep to before a secret may travel over it.</summary>
internal static class TransportRules
{
    /// <summary>A handler that keeps the rules.</summary>
    public static SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };

    /// <summary>Checks an endpoint, and a handler when the caller has one.</summary>
    /// <exception cref="BrevConfigurationException">The endpoint is neither https nor on this machine, or the handler follows redirects.</exception>
    public static void Check(string host, Uri endpoint, HttpMessageHandler? transport)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        if (!endpoint.IsAbsoluteUri || !(endpoint.Scheme == Uri.UriSchemeHttps || (endpoint.Scheme == Uri.UriSchemeHttp && endpoint.IsLoopback)))
        {
            throw new BrevConfigurationException(
                $"The address of {host} is neither https nor http to a loopback address, so secrets sent there could be read on the way. Use an https address.");
        }

        if (FollowsRedirects(transport))
        {
            throw new BrevConfigurationException(
                $"The Transport for {host} follows redirects, so a secret could reach a host that nobody chose. Set AllowAutoRedirect to false on it.");
        }
    }

    private static bool FollowsRedirects(HttpMessageHandler? handler) => handler switch
    {
        DelegatingHandler { InnerHandler: { } inner } => FollowsRedirects(inner),
        SocketsHttpHandler sockets => sockets.AllowAutoRedirect,
        HttpClientHandler client => client.AllowAutoRedirect,
        _ => false,
    };
}
