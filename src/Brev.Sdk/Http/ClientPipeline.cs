using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Brev.Sdk.Connections;
using Brev.Sdk.Diagnostics;
using Brev.Sdk.Serialization;
using Microsoft.Extensions.Logging;
using Refit;

namespace Brev.Sdk.Http;

/// <summary>
/// What stands between a Refit stub and the network, for every server alike: one handler of the SDK → the application's handlers →
/// transport. It holds no state of a login: that is the credential's.
/// </summary>
internal sealed class ClientPipeline : IDisposable
{
    private readonly HttpMessageHandler _transport;
    private readonly bool _ownsTransport;
    private readonly HttpClient _controlPlane;
    private readonly HttpClient _publicApi;
    private readonly RefitSettingsFactory _settings;
    private readonly CallTimers _timers;
    private volatile bool _isDisposed;

    public ClientPipeline(BrevClientOptions options)
    {
        _ownsTransport = options.Transport is null;
        _transport = options.Transport ?? TransportRules.CreateHandler(options.ControlPlaneEndpoint, options.PublicApiEndpoint);

        // One that is in use already stays as it is: .NET's handlers leave the Authorization header out when they follow a redirect.
        _ = TransportRules.TryStopRedirects(_transport);
        LoggerFactory = options.LoggerFactory;
        var logger = Logger = LoggerFactory.CreateLogger<BrevClient>();
        var exceptions = new ApiExceptionFactory(options.TimeProvider, () => _isDisposed);
        _settings = new RefitSettingsFactory(exceptions, logger);
        var mayBeKept = options.Handlers.Count > 0 || options.Transport is DelegatingHandler;
        _timers = new CallTimers(options.RequestTimeout, options.TimeProvider, mayBeKept);
        var (retries, limit, clock) = (options.MaxRetries, options.RequestTimeout, options.TimeProvider);
        var repetition = new CallRepetition(
            () => RetryPolicy.Create(retries, limit, clock, notice => Say.Quietly(() => RetryLog.Write(logger, notice))), logger);
        var answers = new AnswerReader(options.MaxResponseSize, exceptions);
        _controlPlane = CreateHttpClient(options, options.ControlPlaneEndpoint, repetition, answers);
        _publicApi = CreateHttpClient(options, options.PublicApiEndpoint, repetition, answers);
        Settings = _settings.Create();
        TimeProvider = options.TimeProvider;
    }

    public ILogger Logger { get; }

    /// <summary>The clock of the options.</summary>
    public TimeProvider TimeProvider { get; }

    /// <summary>Held for as long as the client lives: a credential that writes to it knows it only weakly.</summary>
    public ILoggerFactory LoggerFactory { get; }

    /// <summary>Answers that callers asked to see.</summary>
    public ResponseCaptures Captures { get; } = new();

    /// <summary>For the interfaces of the document.</summary>
    public RefitSettings Settings { get; }

    /// <summary>For an application's interface whose types only reflection knows.</summary>
    [RequiresUnreferencedCode(ApplicationJson.Untrimmed)]
    [RequiresDynamicCode(ApplicationJson.Untrimmed)]
    public RefitSettings SettingsWithReflection() => _settings.CreateWithReflection();

    /// <summary>For an application's interface whose types the context knows.</summary>
    public RefitSettings SettingsWith(JsonSerializerContext context) => _settings.Create(context);

    public HttpClient For(BrevHost host)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(BrevClient));
        return host switch
        {
            BrevHost.ControlPlane => _controlPlane,
            BrevHost.PublicApi => _publicApi,
            _ => throw new ArgumentOutOfRangeException(nameof(host), host, "The host is not one of BrevHost."),
        };
    }

    public void Dispose()
    {
        _isDisposed = true;
        _controlPlane.Dispose();
        _publicApi.Dispose();
        _timers.Dispose();
        if (_ownsTransport)
        {
            _transport.Dispose();
        }
    }

    private HttpClient CreateHttpClient(BrevClientOptions options, Uri endpoint, CallRepetition repetition, AnswerReader answers)
    {
        var inner = ApplicationHandlers.Stack(options.Handlers, new SharedTransport(_transport));
        var authentication = new CallAuthentication(options.Credential, endpoint, Logger);
        var client = new HttpClient(new CallHandler(inner, authentication, repetition, answers, Captures, _timers, options.TimeProvider))
        {
            BaseAddress = endpoint,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", UserAgent.Value);
        return client;
    }
}
