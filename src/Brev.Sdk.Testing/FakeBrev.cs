using Brev.Sdk.Testing.Environments;
using Brev.Sdk.Testing.Http;
using Brev.Sdk.Testing.IdentityProvider;
using Brev.Sdk.Testing.Ports;
using Brev.Sdk.Testing.SshCertificates;
using Brev.Sdk.Testing.Tokens;
using Brev.Sdk.Testing.Workspaces;

namespace Brev.Sdk.Testing;

/// <summary>
/// A Brev of your own for tests: control plane, public API and identity provider on loopback sockets, with state. What a test creates is
/// there afterwards, tokens expire and are refreshed, and time passes only when <see cref="Clock"/> is moved. Thread-safe; make one per
/// test.
/// </summary>
/// <example>
/// <code>
/// await using var brev = await FakeBrev.StartAsync();
/// using var client = new BrevClient(brev.CreateOptions());
/// var me = await client.GetCurrentUserAsync();
/// </code>
/// </example>
public sealed class FakeBrev : IAsyncDisposable
{
    private readonly List<BrevCredential> _credentials = [];
    private SocketServer? _server;

    private FakeBrev(FakeBrevOptions options)
    {
        Clock = new FakeClock(options.StartTime ?? DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()));
        Requests = new FakeRequests();
        Users = new FakeUsers();
        Tokens = new FakeTokens(Clock, Users, options.TokenLifetime);
        Organizations = new FakeOrganizations(Users);
        InstanceTypes = new FakeInstanceTypes();
        Billing = new FakeBilling();
        Workspaces = new FakeWorkspaces(Clock, Organizations, Users, InstanceTypes, Requests, Billing);
        Launchables = new FakeLaunchables();
        var publicPorts = new PublicPortNumbers();
        Nodes = new FakeNodes(Clock, publicPorts, CertificateAuthority);
        Environments = new FakeEnvironments(Clock, publicPorts);
        Environments.Include(new WorkspaceEnvironments(Workspaces));
        Secrets = new FakeSecrets(Clock);
        var logins = new DeviceLogins(Clock, Users);
        IdentityProvider = new FakeIdentityProvider(
            Requests, new KasProtocol(Clock, Tokens, logins), new Auth0Protocol(Clock, Tokens, logins), logins);
        StrictCreates = options.StrictCreates ? new StrictCreateRule(Requests) : null;
        Operations = AllOperations.Create(this);
    }

    /// <summary>The clock that everything in the fake goes by.</summary>
    public FakeClock Clock { get; }

    /// <summary>The tokens that are accepted.</summary>
    public FakeTokens Tokens { get; }

    /// <summary>The identity provider.</summary>
    public FakeIdentityProvider IdentityProvider { get; }

    /// <summary>What the control plane and the public API have received, and the failures planned for them.</summary>
    public FakeRequests Requests { get; }

    /// <summary>The accounts.</summary>
    public FakeUsers Users { get; }

    /// <summary>The organizations.</summary>
    public FakeOrganizations Organizations { get; }

    /// <summary>The instance types on offer.</summary>
    public FakeInstanceTypes InstanceTypes { get; }

    /// <summary>The workspaces.</summary>
    public FakeWorkspaces Workspaces { get; }

    /// <summary>The launchables.</summary>
    public FakeLaunchables Launchables { get; }

    /// <summary>What the organizations have to spend.</summary>
    public FakeBilling Billing { get; }

    /// <summary>The external nodes.</summary>
    public FakeNodes Nodes { get; }

    /// <summary>The environments of the Connect services.</summary>
    public FakeEnvironments Environments { get; }

    /// <summary>The managed secrets.</summary>
    public FakeSecrets Secrets { get; }

    /// <summary>
    /// The public key, in OpenSSH form, of the authority that signs SSH certificates: an SSH server of a test names it in
    /// <c>TrustedUserCAKeys</c>.
    /// </summary>
    public string SshCertificateAuthority => CertificateAuthority.PublicKey;

    /// <summary>How the Connect services cut lists into pages.</summary>
    public FakePaging Paging { get; } = new();

    /// <summary>The root of the control plane.</summary>
    public Uri ControlPlaneEndpoint => Server.AddressOf(FakeServer.ControlPlane);

    /// <summary>The root of the public API.</summary>
    public Uri PublicApiEndpoint => Server.AddressOf(FakeServer.PublicApi);

    /// <summary>The root of the identity provider, for KAS and for Auth0.</summary>
    public Uri IdentityProviderEndpoint => Server.AddressOf(FakeServer.IdentityProvider);

    internal OperationTable Operations { get; }

    internal SshCertificateAuthority CertificateAuthority { get; } = new();

    internal StrictCreateRule? StrictCreates { get; }

    private SocketServer Server => _server ?? throw new InvalidOperationException("The fake has not been started.");

    /// <summary>Starts a fake with the defaults.</summary>
    public static Task<FakeBrev> StartAsync() => StartAsync(new FakeBrevOptions());

    /// <summary>Starts a fake.</summary>
    /// <param name="options">How; read once, here.</param>
    public static async Task<FakeBrev> StartAsync(FakeBrevOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var brev = new FakeBrev(options);
        var controlPlane = new ApiFront(FakeServer.ControlPlane, brev.Operations, brev.Tokens, brev.Requests, brev.Clock);
        var publicApi = new ApiFront(FakeServer.PublicApi, brev.Operations, brev.Tokens, brev.Requests, brev.Clock);
        brev._server = await SocketServer.StartAsync(
            brev.Clock,
            (FakeServer.ControlPlane, controlPlane.AnswerAsync),
            (FakeServer.PublicApi, publicApi.AnswerAsync),
            (FakeServer.IdentityProvider, brev.IdentityProvider.AnswerAsync)).ConfigureAwait(false);
        return brev;
    }

    /// <summary>
    /// Options of a client that talks to this fake and is signed in as <see cref="FakeUsers.Current"/>, with a login of its own that lives
    /// in memory. Its time limits go by <see cref="Clock"/>. It repeats nothing (<see cref="BrevClientOptions.MaxRetries"/> is 0), so that
    /// a planned failure shows at once: the pauses before retries go by the clock as well and would last until a test moves it. To test
    /// retries, set it and run the call through <see cref="FakeClock.RunAsync(Task, TimeSpan?, CancellationToken)"/>.
    /// </summary>
    public BrevClientOptions CreateOptions()
    {
        var login = Tokens.SignIn();
        var credential = BrevCredential.FromTokens(login.AccessToken!, login.RefreshToken!, CreateCredentialOptions());
        lock (_credentials)
        {
            _credentials.Add(credential);
        }

        return CreateOptions(credential);
    }

    /// <summary>Options of a client that talks to this fake with a credential of the test's.</summary>
    /// <param name="credential">The credential. Neither the client nor the fake disposes it.</param>
    public BrevClientOptions CreateOptions(BrevCredential credential)
    {
        ArgumentNullException.ThrowIfNull(credential);
        return new BrevClientOptions
        {
            Credential = credential,
            ControlPlaneEndpoint = ControlPlaneEndpoint,
            PublicApiEndpoint = PublicApiEndpoint,
            TimeProvider = Clock,
            MaxRetries = 0,
            // What stands in the environment of a test is no organization of the fake's.
            OrganizationId = null,
        };
    }

    /// <summary>Options of a credential that is refreshed by this fake's identity provider and goes by its clock.</summary>
    public BrevCredentialOptions CreateCredentialOptions() => new()
    {
        KasEndpoint = IdentityProviderEndpoint,
        KasIssuer = TokenIssuers.Kas,
        Auth0Endpoint = IdentityProviderEndpoint,
        Auth0Issuer = TokenIssuers.Auth0,
        TimeProvider = Clock,
    };

    /// <summary>
    /// The environment variables that point another process at this fake: the SDK in it, or the brev CLI. With
    /// <see cref="WriteCredentialsFileAsync"/> into its home folder it is signed in.
    /// </summary>
    public IReadOnlyDictionary<string, string> EnvironmentVariables => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["BREV_API_URL"] = ControlPlaneEndpoint.AbsoluteUri.TrimEnd('/'),
        ["BREV_PUBLIC_API_URL"] = PublicApiEndpoint.AbsoluteUri.TrimEnd('/'),
        ["BREV_AUTH_URL"] = IdentityProviderEndpoint.AbsoluteUri.TrimEnd('/'),
        ["BREV_AUTH_ISSUER_URL"] = TokenIssuers.Kas,
    };

    /// <summary>Writes what <c>brev login</c> leaves: a credentials file with a new login of <see cref="FakeUsers.Current"/>.</summary>
    /// <param name="path">The file. Its folder is made when it is missing; a file that exists is replaced.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public async Task WriteCredentialsFileAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        await File.WriteAllTextAsync(path, CredentialsFileText.Write(Tokens.SignIn()), cancellationToken).ConfigureAwait(false);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    /// <summary>
    /// Stops the servers. Requests that are held get their answer first, and logins that <see cref="CreateOptions()"/> made are disposed.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        Requests.Close();
        foreach (var credential in _credentials)
        {
            await credential.DisposeAsync().ConfigureAwait(false);
        }

        await Server.DisposeAsync().ConfigureAwait(false);
    }
}
