using System.Net;
using Brev.Sdk.Settings;

namespace Brev.Sdk.Connections;

/// <summary>What a connection must keep to before a secret may travel over it.</summary>
internal static class TransportRules
{
    /// <summary>
    /// A handler that keeps the rules. No redirect is followed: the handler would change the request and could carry it to another host. No
    /// cookie is kept. Connections are refreshed now and then, so that a long-lived client sees DNS changes.
    /// </summary>
    public static SocketsHttpHandler CreateHandler(params Uri[] endpoints)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = TimeSpan.FromSeconds(15),
        };
        if (endpoints.Any(endpoint => endpoint.IsLoopback))
        {
            handler.Proxy = new LoopbackBypass();
        }

        return handler;
    }

    /// <summary>Checks an endpoint, and makes the caller's handler, if there is one, follow no redirects.</summary>
    /// <exception cref="BrevConfigurationException">
    /// The endpoint is neither https nor on this machine, or the handler follows redirects and is in use already, so that it can no longer
    /// be changed.
    /// </exception>
    public static void Check(string host, Uri endpoint, HttpMessageHandler? transport)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        if (!SecureAddress.IsSecureRoot(endpoint))
        {
            throw new BrevConfigurationException(
                $"The address of {host} is not a plain https address (http is allowed only to a loopback address), so secrets sent "
                    + "there could be read on the way. Use an https address without user information, query and fragment.");
        }

        if (!TryStopRedirects(transport))
        {
            throw new BrevConfigurationException(
                $"The Transport for {host} follows redirects, so a secret could reach a host that the application did not choose, and "
                    + "it has sent requests already, so it can no longer be changed. Set AllowAutoRedirect to false on it before its "
                    + "first use, or give each purpose a handler of its own.");
        }
    }

    /// <summary>
    /// Makes a handler follow no redirects, also one behind delegating handlers: a redirect could carry a request, and what stands in it,
    /// to another host.
    /// </summary>
    /// <returns>False when it follows redirects and has been used already, so that .NET does not let it change.</returns>
    public static bool TryStopRedirects(HttpMessageHandler? handler)
    {
        try
        {
            StopRedirects(handler);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static void StopRedirects(HttpMessageHandler? handler)
    {
        switch (handler)
        {
            case DelegatingHandler delegating:
                StopRedirects(delegating.InnerHandler);
                break;
            case SocketsHttpHandler { AllowAutoRedirect: true } sockets:
                sockets.AllowAutoRedirect = false;
                break;
            case HttpClientHandler { AllowAutoRedirect: true } client:
                client.AllowAutoRedirect = false;
                break;
        }
    }
}
