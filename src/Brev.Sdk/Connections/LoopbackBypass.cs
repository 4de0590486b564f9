using System.Net;

namespace Brev.Sdk.Connections;

/// <summary>
/// The machine's proxy for everything but this very machine. Plain http is allowed to a loopback address because it goes nowhere; through a
/// proxy, which .NET takes from the environment for such addresses as well, a token would travel in clear.
/// </summary>
internal sealed class LoopbackBypass : IWebProxy
{
    public ICredentials? Credentials
    {
        get => HttpClient.DefaultProxy.Credentials;
        set => throw new NotSupportedException("The proxy belongs to the machine.");
    }

    public Uri? GetProxy(Uri destination) => destination.IsLoopback ? null : HttpClient.DefaultProxy.GetProxy(destination);

    public bool IsBypassed(Uri host) => host.IsLoopback || HttpClient.DefaultProxy.IsBypassed(host);
}
