using Brev.Sdk.Tests.Authentication;
using Brev.Sdk.Tests.Canary;
using Brev.Sdk.Tests.Sockets;
using Microsoft.AspNetCore.Http;

namespace Brev.Sdk.Tests.Login;

/// <summary>
/// An identity provider for sign-ins and Brev itself, on loopback sockets, with a clock that moves whenever the login waits.
/// </summary>
public sealed class LoginStage : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    private LoginStage(LoopbackServer brev, LoopbackServer provider)
    {
        Brev = brev;
        Provider = provider;
        brev.Answer = (_, context) => AuthenticationStage.WriteJsonAsync(context, """{"id":"u1"}""", 200);
    }

    public WaitingClock Clock { get; } = new();

    public LoopbackServer Brev { get; }

    public LoopbackServer Provider { get; }

    public string Path => _folder.File();

    public string ActiveOrganizationPath => _folder.File("active_org.json");

    public List<DeviceLoginPrompt> Prompts { get; } = [];

    /// <summary>How long the application takes to show a prompt, which may be until the person has signed in.</summary>
    public TimeSpan PromptTakes { get; set; }

    public static async Task<LoginStage> StartAsync() => new(await LoopbackServer.StartAsync(), await LoopbackServer.StartAsync());

    public T Configure<T>(T options)
        where T : BrevLoginOptions
    {
        options.CredentialsPath = Path;
        options.ControlPlaneEndpoint = Brev.Address;
        options.Credential =
            new BrevCredentialOptions { KasEndpoint = Provider.Address, Auth0Endpoint = Provider.Address, TimeProvider = Clock }.Watched();
        return CanaryWatch.Suite.Dump(options);
    }

    public async Task<BrevAccount> SignInAsync(BrevLoginProvider provider, CancellationToken cancellationToken = default) =>
        CanaryWatch.Suite.Dump(await BrevLogin.SignInAsync(
        Configure(new DeviceLoginOptions
        {
            Provider = provider,
            Email = "user@example.com",
            ConsoleAddress = "https://brev.nvidia.com/cli-login",
        }),
        (prompt, _) =>
        {
            Prompts.Add(CanaryWatch.Suite.Dump(prompt));
            Clock.Advance(PromptTakes);
            return Task.CompletedTask;
        },
        cancellationToken).WaitAsync(AuthenticationStage.Patience, cancellationToken));

    /// <summary>
    /// Answers the beginning of a login with <paramref name="begin"/>, and then one after the other with <paramref name="polls"/>, the last
    /// again and again.
    /// </summary>
    public void Script(string begin, params (int Status, string Body)[] polls)
    {
        var index = -1;
        Provider.Answer = (request, context) => request.Target is "/device/login" or "/oauth/device/code"
            ? AuthenticationStage.WriteJsonAsync(context, begin)
            : WriteAsync(context, polls[Math.Min(Interlocked.Increment(ref index), polls.Length - 1)]);
    }

    public async ValueTask DisposeAsync()
    {
        await Brev.DisposeAsync();
        await Provider.DisposeAsync();
        _folder.Dispose();
    }

    private static Task WriteAsync(HttpContext context, (int Status, string Body) answer)
    {
        if (answer.Status != 0)
        {
            return AuthenticationStage.WriteJsonAsync(context, answer.Body, answer.Status);
        }

        context.Abort();
        return Task.CompletedTask;
    }
}
