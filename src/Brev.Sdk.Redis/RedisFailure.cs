using System.Net.Sockets;
using StackExchange.Redis;

namespace Brev.Sdk.Redis;

/// <summary>
/// Says which part of Redis failed and what to do. Texts of the library go no further: they may hold addresses, users and the arguments of
/// commands.
/// </summary>
internal static class RedisFailure
{
    /// <summary>
    /// What the user of the server needs, as ACL SETUSER takes it: the last ones are what the connection asks to find the primary.
    /// </summary>
    internal const string Rights =
        "~<prefix>:* &<prefix>:* +@read +@write +@scripting +@pubsub +@connection +info +role +config|get +cluster|nodes";

    private const string Meanwhile = " Calls go on with the current token until it expires.";

    public static BrevException Translate(Exception exception, string doing, string store)
    {
        var cause = CauseOf(exception);
        return cause switch
        {
            BrevException known => known,
            RedisServerException server => FromServer(server, doing, store),
            RedisTimeoutException or TimeoutException => new BrevConnectionException(
                $"{store} did not answer in time while {doing}.{Meanwhile} See whether the server is overloaded or blocked (SLOWLOG GET), "
                    + "and whether the network loses packets.", exception),
            RedisConnectionException connection => FromConnection(connection, doing, store),
            ObjectDisposedException => new BrevConfigurationException(
                $"The connection of {store} was disposed while {doing}. Keep the store, and a connection that the application gives it, "
                    + "as long as the clients that use it.", exception),
            _ => new BrevConnectionException($"{store} failed while {doing} ({cause.GetType().Name}).{Meanwhile}", exception),
        };
    }

    /// <summary>A word for metrics: the class of the failure, never its text.</summary>
    public static string TypeOf(Exception exception) => CauseOf(exception) switch
    {
        RedisConnectionException connection => connection.FailureType.ToString(),
        RedisServerException server => Code(server),
        var cause => cause.GetType().FullName ?? cause.GetType().Name,
    };

    /// <summary>The lock's library puts what went wrong into an exception of several.</summary>
    private static Exception CauseOf(Exception exception) =>
        exception is AggregateException { InnerExceptions.Count: > 0 } several ? several.InnerExceptions[0] : exception;

    private static BrevException FromConnection(RedisConnectionException exception, string doing, string store) =>
        exception.FailureType switch
    {
        ConnectionFailureType.AuthenticationFailure => new BrevConfigurationException(
            $"{store} refused the user or the password, or TLS failed, while {doing}. Correct 'user', 'password' and 'ssl' of the "
                + "connection string.", exception),
        _ => new BrevConnectionException(
            $"{store} could not be reached while {doing} "
                + $"({(exception.InnerException as SocketException)?.SocketErrorCode.ToString() ?? exception.FailureType.ToString()})."
                + $"{Meanwhile} See that the server runs, and that address, port, 'ssl', 'user' and 'password' of the connection string "
                + "are right.",
            exception),
    };

    private static BrevException FromServer(RedisServerException exception, string doing, string store) => Code(exception) switch
    {
        "NOAUTH" or "WRONGPASS" => new BrevConfigurationException(
            $"{store} refused the user or the password while {doing}. Correct 'user' and 'password' of the connection string.", exception),
        "NOPERM" => new BrevConfigurationException(
            $"The Redis user of {store} may not do what is needed while {doing}. Allow it: {Rights}.", exception),
        "WRONGTYPE" =>
            new BrevConfigurationException(
                $"Under the key of {store} stands something else than a login, seen while {doing}. Set another KeyPrefix, or delete that "
                    + "key.", exception),
        "READONLY" => new BrevConnectionException(
            $"{store} is a replica, or is just becoming the primary, while {doing}.{Meanwhile} Name all servers in the connection string, "
                + "or use Sentinel (serviceName=…).", exception),
        "LOADING" or "MASTERDOWN" or "CLUSTERDOWN" or "TRYAGAIN" =>
            new BrevConnectionException($"{store} is starting, or is failing over, while {doing}.{Meanwhile}", exception),
        "OOM" or "MISCONF" => new BrevConnectionException(
            $"{store} accepts no writes ({Code(exception)}) while {doing}: its memory or its disk is full.{Meanwhile} Raise maxmemory "
                + "with the policy noeviction, or free the disk.", exception),
        "NOREPLICAS" => new BrevConnectionException(
            $"{store} has too few replicas to accept writes while {doing}.{Meanwhile} See that its replicas run.", exception),
        var code => new BrevConnectionException($"{store} answered an error ({code}) while {doing}.{Meanwhile}", exception),
    };

    /// <summary>
    /// The first word of the server's answer, when it is a code. Inside of a script a right that is missing has none of its own.
    /// </summary>
    private static string Code(RedisServerException exception)
    {
        if (exception.Message.Contains("The user executing the script", StringComparison.Ordinal))
        {
            return "NOPERM";
        }

        var text = exception.Message.AsSpan();
        var end = text.IndexOf(' ');
        var word = end < 0 ? text : text[..end];
        return word.Length is > 0 and < 20 && !word.ContainsAnyExceptInRange('A', 'Z') ? word.ToString() : "ERR";
    }
}
