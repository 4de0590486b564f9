using Brev.Sdk.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Brev.Sdk;

/// <summary>Adds <see cref="BrevClient"/> to a container.</summary>
/// <remarks>
/// <para>
/// The client is a singleton that the container makes at first use and disposes. Beside <see cref="BrevClient"/> itself every interface of
/// the document, such as <see cref="IControlPlaneApi"/> or <c>IWorkspacesApi</c>, is resolved to the same client, unless the application
/// registers its own, as tests do with mocks.
/// </para>
/// <para>
/// Options start with the container's <c>ILoggerFactory</c>, <see cref="TimeProvider"/> and <see cref="BrevCredential"/>, where they are
/// registered, and go on with what is given here, in the order of the calls. They are validated when the host starts, and when the client
/// is made.
/// </para>
/// <para>
/// With a key the client is a keyed service, and so are its interfaces; its options, credential, token and connections are its own. A
/// <see cref="BrevCredential"/> from the container is used only when it is registered under the same key.
/// </para>
/// <para>
/// A transport of <c>IHttpClientFactory</c> is set with <c>services.AddHttpClient("Brev").SetHandlerLifetime(Timeout.InfiniteTimeSpan)</c>
/// and <c>AddBrevClient((provider, options) =&gt; options.Transport =
/// provider.GetRequiredService&lt;IHttpMessageHandlerFactory&gt;().CreateHandler("Brev"))</c>. The client keeps it for its life and follows
/// no redirects through it, so give its primary handler a <c>PooledConnectionLifetime</c> and no other user that needs redirects. A handler
/// with services of its own, registered as transient, is set with <c>options.Handlers.Add(() =&gt;
/// provider.GetRequiredService&lt;MyHandler&gt;())</c>.
/// </para>
/// </remarks>
public static class BrevServiceCollectionExtensions
{
    /// <summary>Adds a client with default options.</summary>
    /// <param name="services">The services.</param>
    public static IBrevClientBuilder AddBrevClient(this IServiceCollection services) => BrevClientRegistration.Add(services, null);

    /// <summary>Adds a client.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets options.</param>
    public static IBrevClientBuilder AddBrevClient(this IServiceCollection services, Action<BrevClientOptions> configure) =>
        BrevClientRegistration.Add(services, null, BrevClientRegistration.Ignoring(configure));

    /// <summary>Adds a client whose options need other services.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets options with services of the container.</param>
    public static IBrevClientBuilder AddBrevClient(this IServiceCollection services,
        Action<IServiceProvider, BrevClientOptions> configure) =>
        BrevClientRegistration.Add(services, null, configure);

    /// <summary>
    /// Adds a client with options from configuration: <c>ControlPlaneEndpoint</c>, <c>PublicApiEndpoint</c>, <c>RequestTimeout</c> (such as
    /// <c>00:00:30</c>, or <c>infinite</c>), <c>MaxRetries</c>, <c>MaxResponseSize</c> (bytes), <c>OrganizationId</c>, and at most one of
    /// <c>ApiKey</c> and <c>CredentialsFile</c> (a path).
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">The section, such as <c>configuration.GetSection("Brev")</c>. It is read when the client is
    /// made.</param>
    public static IBrevClientBuilder AddBrevClient(this IServiceCollection services, IConfiguration configuration) =>
        BrevClientRegistration.Add(services, null, configuration);

    /// <summary>Adds a client under a key, with default options.</summary>
    /// <param name="services">The services.</param>
    /// <param name="serviceKey">The key, for <c>[FromKeyedServices("…")]</c>; also the name of the options.</param>
    public static IBrevClientBuilder AddBrevClient(this IServiceCollection services, string serviceKey) =>
        BrevClientRegistration.Add(services, BrevClientRegistration.Required(serviceKey));

    /// <summary>Adds a client under a key.</summary>
    /// <param name="services">The services.</param>
    /// <param name="serviceKey">The key, for <c>[FromKeyedServices("…")]</c>; also the name of the options.</param>
    /// <param name="configure">Sets options.</param>
    public static IBrevClientBuilder AddBrevClient(this IServiceCollection services, string serviceKey,
        Action<BrevClientOptions> configure) =>
        BrevClientRegistration.Add(services, BrevClientRegistration.Required(serviceKey), BrevClientRegistration.Ignoring(configure));

    /// <summary>Adds a client under a key whose options need other services.</summary>
    /// <param name="services">The services.</param>
    /// <param name="serviceKey">The key, for <c>[FromKeyedServices("…")]</c>; also the name of the options.</param>
    /// <param name="configure">Sets options with services of the container.</param>
    public static IBrevClientBuilder AddBrevClient(this IServiceCollection services, string serviceKey,
        Action<IServiceProvider, BrevClientOptions> configure) =>
        BrevClientRegistration.Add(services, BrevClientRegistration.Required(serviceKey), configure);

    /// <summary>Adds a client under a key with options from configuration.</summary>
    /// <param name="services">The services.</param>
    /// <param name="serviceKey">The key, for <c>[FromKeyedServices("…")]</c>; also the name of the options.</param>
    /// <param name="configuration">The section, with the same names as without a key.</param>
    public static IBrevClientBuilder AddBrevClient(this IServiceCollection services, string serviceKey, IConfiguration configuration) =>
        BrevClientRegistration.Add(services, BrevClientRegistration.Required(serviceKey), configuration);
}
