using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using OpenApi.Generation;
using Refit;

namespace Brev.Sdk;

/// <summary>
/// NVIDIA Brev: one typed call per operation of its API. Every call leaves with a token that is fresh; a call that the server rejects
/// with 401 or 403 is answered by one renewal and sent once more. Thread-safe: make one and keep it.
/// </summary>
/// <example>
/// <code>
/// using var brev = new BrevClient();
/// foreach (var organization in await brev.ListOrganizationsAsync())
/// {
///     Console.WriteLine(organization.Name);
/// }
/// </code>
/// </example>
[OpenApiClient]
[OpenApiClientException(typeof(BrevApiException), "Brev answered with an error, or with something that is not an answer of this operation.")]
[OpenApiClientException(typeof(BrevLoginRequiredException), "There is no credential, or Brev no longer accepts it.", OnlyWhenSecured = true)]
[OpenApiClientException(typeof(BrevConnectionException), "Brev could not be reached, or the connection broke.")]
[OpenApiClientException(typeof(BrevTimeoutException), "The call took longer than the time limit of the options.")]
public sealed partial class BrevClient : IDisposable, IAsyncDisposable
{
    private readonly ClientPipeline _pipeline;

    /// <summary>Creates a client that finds its credential by itself: see <see cref="BrevCredential.Default"/>.</summary>
    /// <exception cref="BrevConfigurationException">An environment variable of the endpoints holds something that is not an address.</exception>
    public BrevClient()
        : this(new BrevClientOptions())
    {
    }

    /// <summary>Creates a client with a credential, which it does not dispose.</summary>
    /// <param name="credential">Where tokens come from.</param>
    public BrevClient(BrevCredential credential)
        : this(new BrevClientOptions { Credential = credential ?? throw new ArgumentNullException(nameof(credential)) })
    {
    }

    /// <summary>Creates a client. No call is made and no credential is read before the first operation.</summary>
    /// <param name="options">How to reach Brev; read once, here.</param>
    /// <exception cref="ArgumentException">An option is out of its bounds.</exception>
    public BrevClient(BrevClientOptions options)
    {
        OptionsValidation.Validate(options);
        _pipeline = new ClientPipeline(options);
        Credential = options.Credential;
        options.Credential.Attach(_pipeline.LoggerFactory, options.TimeProvider);
        BindServers();
    }

    /// <summary>Where the client's tokens come from, for everyday work that needs to know whose login it is.</summary>
    internal BrevCredential Credential { get; }

    /// <summary>
    /// The application's own Refit interface, behind the same pipeline: time limit, authentication, retries and exceptions. A method that needs
    /// a token carries <c>[Headers("Authorization: Bearer")]</c>. Types that the SDK does not know are read and written by reflection; an application that
    /// is trimmed or compiled natively uses the overload with a <see cref="JsonSerializerContext"/>.
    /// </summary>
    /// <typeparam name="T">An interface for which Refit's source generator has made an implementation in the application.</typeparam>
    /// <param name="host">The host that serves it.</param>
    /// <exception cref="InvalidOperationException">Refit's source generator has not seen the interface: reference the package Refit in its project.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The host is not one of <see cref="BrevHost"/>.</exception>
    public T CreateApi<T>(BrevHost host = BrevHost.ControlPlane)
        where T : class => RestService.ForGenerated<T>(_pipeline.For(host), _pipeline.SettingsWithReflection);

    /// <summary>The application's own Refit interface, behind the same pipeline, without reflection.</summary>
    /// <typeparam name="T">An interface for which Refit's source generator has made an implementation in the application.</typeparam>
    /// <param name="context">The metadata of the types that the interface reads and writes, those of the SDK excepted.</param>
    /// <param name="host">The host that serves it.</param>
    /// <exception cref="InvalidOperationException">Refit's source generator has not seen the interface: reference the package Refit in its project.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The host is not one of <see cref="BrevHost"/>.</exception>
    public T CreateApi<T>(JsonSerializerContext context, BrevHost host = BrevHost.ControlPlane)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(context);
        return RestService.ForGenerated<T>(_pipeline.For(host), _pipeline.SettingsWith(context));
    }

    /// <summary>The clock of the options, for what is built on top of calls: waits, leases.</summary>
    internal TimeProvider TimeProvider => _pipeline.TimeProvider;

    /// <summary>The Brev that it talks to.</summary>
    internal Uri ControlPlaneEndpoint => _pipeline.For(BrevHost.ControlPlane).BaseAddress!;

    /// <summary>The log, for what is built on top of calls.</summary>
    internal ILogger Logger => _pipeline.Logger;

    /// <summary>Closes the client's connections. The credential stays usable, and so does a transport that the caller set.</summary>
    public void Dispose() => _pipeline.Dispose();

    /// <inheritdoc cref="Dispose"/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private partial T Bind<T>(ApiServer server)
        where T : class => RestService.ForGenerated<T>(_pipeline.For(server == ApiServer.ControlPlane ? BrevHost.ControlPlane : BrevHost.PublicApi), _pipeline.Settings);

    private static partial Exception EmptyResponse(ApiEndpoint endpoint) => ApiExceptionFactory.FromEmptyBody(endpoint);

    private static partial Exception RepeatedPageToken(ApiEndpoint endpoint) => new BrevException(
        $"{endpoint.OperationId} answered with a page token that it had given before, so the list would never end. What was read before may hold items twice. Report it with the operation's name; the single-page method reads the pages one by one.");
}
