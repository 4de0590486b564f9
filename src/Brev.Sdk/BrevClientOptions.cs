using Brev.Sdk.Settings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Brev.Sdk;

/// <summary>
/// How a <see cref="BrevClient"/> reaches Brev. Every property has a working default; set only what differs.
/// The client reads the options once, in its constructor: later changes have no effect on it.
/// </summary>
public sealed class BrevClientOptions
{
    /// <summary>The address of the control plane when <c>BREV_API_URL</c> is not set.</summary>
    public static readonly Uri DefaultControlPlaneEndpoint = new("https://brevapi.us-west-2-prod.control-plane.brev.dev");

    /// <summary>The address of the public API when <c>BREV_PUBLIC_API_URL</c> is not set.</summary>
    public static readonly Uri DefaultPublicApiEndpoint = new("https://api.brev.dev");

    /// <summary>
    /// Where tokens come from. Default: <see cref="BrevCredential.Default"/>. The client does not dispose it, so that
    /// several clients can share one.
    /// </summary>
    public BrevCredential Credential { get; set; } = BrevCredential.Default;

    /// <summary>
    /// The root of the control plane. Default: the environment variable <c>BREV_API_URL</c>, otherwise
    /// <see cref="DefaultControlPlaneEndpoint"/>. It must be https, or http to a loopback address.
    /// </summary>
    public Uri ControlPlaneEndpoint { get; set; } = EnvironmentEndpoint.Read("BREV_API_URL", DefaultControlPlaneEndpoint);

    /// <summary>
    /// The root of the public API. Default: the environment variable <c>BREV_PUBLIC_API_URL</c>, otherwise
    /// <see cref="DefaultPublicApiEndpoint"/>. It must be https, or http to a loopback address.
    /// </summary>
    public Uri PublicApiEndpoint { get; set; } = EnvironmentEndpoint.Read("BREV_PUBLIC_API_URL", DefaultPublicApiEndpoint);

    /// <summary>
    /// The time for one call, retries included, from sending it to the last byte of its answer.
    /// Default: 30 seconds. Bounds: more than zero and at most one day, or <see cref="Timeout.InfiniteTimeSpan"/> for no limit.
    /// When it passes, the call ends in a <see cref="BrevTimeoutException"/>. What an application's own interface reads as a stream of
    /// bytes or events is in time once its headers are there. The list of an organization's instance types, which is large
    /// and slow, has twice the time.
    /// </summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How often a call that is safe to repeat is sent again after a transient failure (408, 429, 500, 502, 503, 504, or a
    /// broken connection). Default: 2. Bounds: 0 (never) to 10. Calls that are not safe to repeat are never retried.
    /// </summary>
    public int MaxRetries { get; set; } = 2;

    /// <summary>
    /// The most bytes of one answer that are read into memory, after decompression. Default: 67,108,864 (64 MB). Bounds: 1,024 to
    /// 2,147,483,591. A larger answer ends the call in a <see cref="BrevApiException"/>. Of an error's body at most 1,048,576 bytes (1 MB)
    /// are read in any case. What answers an application's own interface with a media type that is neither text nor JSON, or with a stream
    /// of events or lines, is read as it comes and has no bound.
    /// </summary>
    public long MaxResponseSize { get; set; } = 64 * 1024 * 1024;

    /// <summary>
    /// The innermost handler of API calls, for proxies, client certificates and tests. Default: <see langword="null"/>, a
    /// <see cref="SocketsHttpHandler"/> of the client's own that follows no redirect. The caller owns a handler set here and
    /// disposes it. The client switches <c>AllowAutoRedirect</c> off on a <see cref="SocketsHttpHandler"/> or
    /// <see cref="HttpClientHandler"/>, also behind <see cref="DelegatingHandler"/>s. One that has sent requests already can no longer be
    /// changed and stays as it is; it sends no token to where it is redirected, because .NET leaves the header out there.
    /// </summary>
    public HttpMessageHandler? Transport { get; set; }

    /// <summary>
    /// The application's own handlers, for logging, tracing or resilience of its own. Each function is called once for each host when the
    /// client is made, and gives a new handler each time, which the client disposes; its <see cref="DelegatingHandler.InnerHandler"/> is
    /// left unset. The first of the list is the outermost. All of them stand inside authentication and retries and outside
    /// <see cref="Transport"/>:
    /// <code>
    /// call: time limit → authentication → retries → Handlers[0] → Handlers[1] → … → Transport
    /// </code>
    /// So a handler sees every attempt, with the token on it (keep the Authorization header out of logs), and one that repeats requests by
    /// itself repeats neither a refresh nor the one call with the newer token that follows a 401. Default: none.
    /// </summary>
    public IList<Func<DelegatingHandler>> Handlers { get; } = [];

    /// <summary>
    /// The id of the organization that is active for a login which brings none along: an API key without one, a token, a login in memory
    /// or in a store of your own. One that shares the folder of the brev CLI has the organization that is kept there. Default: the
    /// environment variable <c>BREV_ORG_ID</c>, otherwise <see langword="null"/>, the only organization that there is.
    /// </summary>
    public string? OrganizationId { get; set; } = EnvironmentText.Find("BREV_ORG_ID");

    /// <summary>The clock of time limits and retries. Default: <see cref="TimeProvider.System"/>.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Where the client writes its log. Default: nowhere.</summary>
    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;
}
