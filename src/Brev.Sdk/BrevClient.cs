using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Brev.Sdk.Http;
using Brev.Sdk.Serialization;
using Microsoft.Extensions.Logging;
using OpenApi.Generation;
using Refit;

namespace Brev.Sdk;

/// <summary>
/// NVIDIA Brev: one typed call per operation of its API. Every call leaves with a token that is fresh; a call that the server rejects
/// with 401 or 403 is answered by one refresh and sent once more. Thread-safe: make one and keep it.
/// </summary>
/// <remarks>
/// Answers are records. Two of them with the same content are equal only as far as they hold no list, map or unknown member: .NET compares
/// those by identity. To see whether something has changed, compare the members in question.
/// </remarks>
/// <example>
/// <code>
/// using var brev = new BrevClient();
/// foreach (var organization in await brev.ListOrganizationsAsync())
/// {
///     Console.WriteLine(organization.Name);
/// }
/// </code>
/// </example>
[OpenApiClient(BindingRefusesEmptyAnswers = true)]
[OpenApiClientException(typeof(BrevApiException), "Brev answered with an error, or with no answer of this operation.")]
[OpenApiClientException(
    typeof(BrevLoginRequiredException), "There is no credential, or Brev no longer accepts it.", OnlyWhenSecured = true)]
[OpenApiClientException(typeof(BrevConnectionException), "Brev could not be reached, or the connection broke.")]
[OpenApiClientException(typeof(BrevTimeoutException), "The call took longer than the time limit of the options.")]
public sealed partial class BrevClient : IDisposable, IAsyncDisposable
{
    private readonly ClientPipeline _pipeline;

    /// <summary>Creates a client that finds its credential by itself: see <see cref="BrevCredential.Default"/>.</summary>
    /// <exception cref="BrevConfigurationException">
    /// An environment variable of the endpoints holds something that is not an address.
    /// </exception>
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
        OrganizationId = options.OrganizationId;
        options.Credential.Attach(_pipeline.LoggerFactory, options.TimeProvider);
        BindServers();
    }

    /// <summary>Where the client's tokens come from, for everyday work that needs to know whose login it is.</summary>
    internal BrevCredential Credential { get; }

    /// <summary>The organization of a login that brings none along.</summary>
    internal string? OrganizationId { get; }

    /// <summary>
    /// The application's own Refit interface, behind the same pipeline: time limit, authentication, retries and exceptions. A method that
    /// needs a token carries <c>[Headers("Authorization: Bearer")]</c>. Types that the SDK does not know are read and written by reflection
    /// with .NET's web defaults (names in camelCase, case does not matter when reading); an application that is trimmed or compiled
    /// natively uses the overload with a <see cref="JsonSerializerContext"/>.
    /// </summary>
    /// <typeparam name="T">An interface for which Refit's source generator has made an implementation in the application.</typeparam>
    /// <param name="host">The host that serves it.</param>
    /// <exception cref="InvalidOperationException">
    /// Refit's source generator has not seen the interface: reference the package Refit in its project.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The host is not one of <see cref="BrevHost"/>.</exception>
    /// <exception cref="ObjectDisposedException">The client has been disposed.</exception>
    [RequiresUnreferencedCode(ApplicationJson.Untrimmed)]
    [RequiresDynamicCode(ApplicationJson.Untrimmed)]
    public T CreateApi<T>(BrevHost host = BrevHost.ControlPlane)
        where T : class => RestService.ForGenerated<T>(_pipeline.For(host), _pipeline.SettingsWithReflection());

    /// <summary>
    /// The application's own Refit interface, behind the same pipeline, without reflection. Its types are written and read with the options
    /// of the context; what these leave open about names is as in .NET's web defaults: camelCase, and case does not matter when reading. A
    /// type that the context lacks is a <see cref="BrevConfigurationException"/> that names it.
    /// </summary>
    /// <typeparam name="T">An interface for which Refit's source generator has made an implementation in the application.</typeparam>
    /// <param name="context">The metadata of the types that the interface reads and writes, those of the SDK excepted.</param>
    /// <param name="host">The host that serves it.</param>
    /// <exception cref="InvalidOperationException">
    /// Refit's source generator has not seen the interface: reference the package Refit in its project.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The host is not one of <see cref="BrevHost"/>.</exception>
    /// <exception cref="ObjectDisposedException">The client has been disposed.</exception>
    public T CreateApi<T>(JsonSerializerContext context, BrevHost host = BrevHost.ControlPlane)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(context);
        return RestService.ForGenerated<T>(_pipeline.For(host), _pipeline.SettingsWith(context));
    }

    /// <summary>The clock of the options, for what is built on top of calls: waits, leases, SSH sessions.</summary>
    public TimeProvider TimeProvider => _pipeline.TimeProvider;

    /// <summary>The log of the options, for what is built on top of calls.</summary>
    public ILoggerFactory LoggerFactory => _pipeline.LoggerFactory;

    /// <summary>The Brev that it talks to.</summary>
    internal Uri ControlPlaneEndpoint => _pipeline.For(BrevHost.ControlPlane).BaseAddress!;

    /// <summary>The log, for what is built on top of calls.</summary>
    internal ILogger Logger => _pipeline.Logger;

    /// <summary>Makes a call and gives its value together with status, headers, request id and body of the answer.</summary>
    /// <example>
    /// <code>
    /// var answer = await brev.WithResponseAsync((client, token) => client.GetWorkspaceAsync(id, token));
    /// Console.WriteLine($"{answer.Value.Name}: {answer.RequestId}");
    /// </code>
    /// </example>
    /// <typeparam name="T">What the call gives.</typeparam>
    /// <param name="call">One call of this client, or of an interface that it made. Of several the last answer counts.</param>
    /// <param name="cancellationToken">Handed to the call.</param>
    /// <exception cref="InvalidOperationException">The function called something else, so there is no answer.</exception>
    public async Task<BrevResponse<T>> WithResponseAsync<T>(
        Func<BrevClient, CancellationToken, Task<T>> call, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        var capture = _pipeline.Captures.Begin();
        var value = await call(this, cancellationToken).ConfigureAwait(false);
        return new BrevResponse<T>(capture.Response ?? throw NoAnswer(), value);
    }

    /// <summary>Makes a call that gives no value, and gives status, headers, request id and body of the answer.</summary>
    /// <param name="call">One call of this client, or of an interface that it made. Of several the last answer counts.</param>
    /// <param name="cancellationToken">Handed to the call.</param>
    /// <exception cref="InvalidOperationException">The function called something else, so there is no answer.</exception>
    public async Task<BrevResponse> WithResponseAsync(
        Func<BrevClient, CancellationToken, Task> call, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        var capture = _pipeline.Captures.Begin();
        await call(this, cancellationToken).ConfigureAwait(false);
        return capture.Response ?? throw NoAnswer();
    }

    /// <summary>Closes the client's connections. The credential stays usable, and so does a transport that the caller set.</summary>
    public void Dispose() => _pipeline.Dispose();

    /// <inheritdoc cref="Dispose"/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private static InvalidOperationException NoAnswer() => new(
        $"The function that was given to {nameof(WithResponseAsync)} made no call of this client, so there is no answer to give. Use the "
            + "client that it is handed.");

    private partial T Bind<T>(ApiServer server)
        where T : class => RestService.ForGenerated<T>(
            _pipeline.For(server == ApiServer.ControlPlane ? BrevHost.ControlPlane : BrevHost.PublicApi), _pipeline.Settings);

    private static partial Exception EmptyResponse(ApiEndpoint endpoint) => ApiExceptionFactory.FromEmptyText(endpoint);

    private static partial Exception RepeatedPageToken(ApiEndpoint endpoint) => new BrevException(
        $"{endpoint.OperationId} answered with a page token that it had given before, so the list would never end. What was read before "
            + "may hold items twice. Report it with the operation's name; the single-page method reads the pages one by one.");
}
