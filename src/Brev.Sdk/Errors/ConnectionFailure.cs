using System.Net.Sockets;
using System.Security.Authentication;
using Brev.Sdk.Diagnostics;

namespace Brev.Sdk.Errors;

/// <summary>Explains a call that got no answer.</summary>
internal static class ConnectionFailure
{
    public static BrevConnectionException Create(HttpRequestMessage? request, Exception exception)
    {
        var operation = EndpointCatalog.Find(request)?.OperationId ?? "A call";
        var host = request?.RequestUri is { IsAbsoluteUri: true } address ? address.GetLeftPart(UriPartial.Authority) : "Brev";
        return new BrevConnectionException(
            $"{operation} got no answer from {host}: {Reason(exception)} ({Describe(exception)}). {Advice(exception)}", exception)
        {
            WasNeverSent = TransportFailure.IsBeforeSending(exception) && !ArrivalNote.IsOn(request),
        };
    }

    private static string Reason(Exception exception) => Find<SocketException>(exception) switch
    {
        { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => "the host name is not known",
        { SocketErrorCode: SocketError.ConnectionRefused } => "the connection was refused",
        { SocketErrorCode: SocketError.ConnectionReset or SocketError.ConnectionAborted } => "the connection was cut",
        { SocketErrorCode: SocketError.NetworkUnreachable or SocketError.HostUnreachable } => "the network does not reach it",
        _ when Find<AuthenticationException>(exception) is not null => "the secure connection could not be established",
        _ when Find<OperationCanceledException>(exception) is not null =>
            TransportFailure.IsBeforeSending(exception) ? "no connection came about in time" : "the transport gave the call up",
        _ => "the connection failed",
    };

    private static string Advice(Exception exception) => Find<AuthenticationException>(exception) is null
        ? "Check the network and any proxy, then try again."
        : "Check the certificate of the host or of the proxy in between.";

    private static string Describe(Exception exception)
    {
        var root = exception.GetBaseException();
        return $"{root.GetType().Name}: {SecretRedactor.Redact(root.Message).TrimEnd('.')}";
    }

    private static T? Find<T>(Exception exception)
        where T : Exception
    {
        for (Exception? current = exception; current is not null; current = current.InnerException)
        {
            if (current is T found)
            {
                return found;
            }
        }

        return null;
    }
}
