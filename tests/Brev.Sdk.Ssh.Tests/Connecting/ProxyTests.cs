using System.Globalization;
using System.Net;
using Brev.Sdk.Ssh.Tests.Server;
using Brev.Sdk.Testing;

namespace Brev.Sdk.Ssh.Tests.Connecting;

/// <summary>
/// Machines behind Cloudflare: a program in the place of <c>cloudflared</c> joins its standard streams with the real server.
/// </summary>
public sealed class ProxyTests
{
    private const string Hostname = "training-1.brev.example";

    [SshFact]
    public async Task A_machine_behind_Cloudflare_is_reached_through_the_program_in_the_path()
    {
        await using var stage = await StartAsync();
        var asked = Path.Combine(stage.Folder, "asked");
        AddToPath(stage, $$"""
            #!/bin/bash
            printf '%s\n' "$*" >'{{asked}}'
            exec 3<>/dev/tcp/127.0.0.1/{{stage.Server.Port.ToString(CultureInfo.InvariantCulture)}} || exit 1
            cat <&3 &
            cat >&3
            kill $!
            """);

        await using var session = await stage.ConnectAsync();

        Assert.Equal(("hello\n", Hostname), ((await session.RunAsync("echo hello")).Output, session.Endpoint.Host));
        Assert.Equal($"access ssh --hostname {Hostname}\n", await File.ReadAllTextAsync(asked));
    }

    [SshFact]
    public async Task A_program_that_fails_is_the_reason_of_the_attempt_with_what_it_has_said()
    {
        await using var stage = await StartAsync();
        stage.Options.ProxyProgram = Write(stage, "#!/bin/bash\necho 'failed to find Access application' >&2\nexit 3\n");
        using var cancellation = new CancellationTokenSource();
        var reasons = new Reasons(cancellation.Cancel);
        stage.Options.Progress = reasons;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            stage.Brev.ConnectAsync(stage.AddWorkspace(), stage.Options, cancellation.Token));

        Assert.Contains("cloudflared ended with exit code 3", reasons.Seen, StringComparison.Ordinal);
        Assert.Contains("failed to find Access application", reasons.Seen, StringComparison.Ordinal);
    }

    [SshFact]
    public async Task A_program_that_still_fails_at_the_limit_is_the_reason()
    {
        await using var stage = await StartAsync();
        stage.Options.ProxyProgram = Write(stage, "#!/bin/bash\necho 'failed to find Access application' >&2\nexit 3\n");
        stage.Options.Timeout = TimeSpan.FromSeconds(3);

        var exception = await Assert.ThrowsAsync<BrevSshException>(stage.ConnectAsync);

        Assert.Equal((SshFailureReason.ProxyUnavailable, false), (exception.Reason, exception.IsTransient));
        Assert.Contains("failed to find Access application", exception.Message, StringComparison.Ordinal);
    }

    [SshFact]
    public async Task A_program_that_waits_for_a_login_is_told_with_what_it_says_and_how_to_log_in()
    {
        await using var stage = await StartAsync();
        stage.Options.ProxyProgram = Write(stage, "#!/bin/bash\necho 'Please open the following URL' >&2\necho >&2\nexec sleep 987654\n");
        stage.Options.ConnectTimeout = TimeSpan.FromSeconds(2);
        using var cancellation = new CancellationTokenSource();
        var reasons = new Reasons(cancellation.Cancel);
        stage.Options.Progress = reasons;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            stage.Brev.ConnectAsync(stage.AddWorkspace(), stage.Options, cancellation.Token));

        Assert.Contains("Please open the following URL", reasons.Seen, StringComparison.Ordinal);
        Assert.Contains($"cloudflared access login {Hostname}", reasons.Seen, StringComparison.Ordinal);
    }

    [SshFact]
    public async Task A_missing_program_ends_the_attempts_with_what_to_install()
    {
        await using var stage = await StartAsync();
        stage.Options.ProxyProgram = "cloudflared-is-not-installed-here";

        var exception = await Assert.ThrowsAsync<BrevSshException>(stage.ConnectAsync);

        Assert.Equal((SshFailureReason.ProxyUnavailable, false), (exception.Reason, exception.IsTransient));
        Assert.Contains("Install cloudflared", exception.Message, StringComparison.Ordinal);
        Assert.Contains("SshOptions.ProxyProgram", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>A workspace that Brev's network knows no port of, and that names a proxy.</summary>
    private static async Task<SshStage> StartAsync()
    {
        var stage = await SshStage.StartAsync();
        stage.Fake.Workspaces.SshProxyHostname = Hostname;
        stage.Fake.Requests.FailNext("GetEnvironmentNetworkInfo", new FakeFailure(HttpStatusCode.NotFound), times: 100);
        stage.Options.PollInterval = TimeSpan.FromMilliseconds(100);
        return stage;
    }

    /// <summary>The folder in front holds nothing else, so that what other tests look for is found where it was.</summary>
    private static void AddToPath(SshStage stage, string script)
    {
        var folder = Path.GetDirectoryName(Write(stage, script));
        Environment.SetEnvironmentVariable("PATH", $"{folder}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}");
    }

    private static string Write(SshStage stage, string script)
    {
        var program = Path.Combine(Directory.CreateDirectory(Path.Combine(stage.Folder, "programs")).FullName, "cloudflared");
        File.WriteAllText(program, script);
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return program;
    }

    private sealed class Reasons(Action then) : IProgress<SshConnectProgress>
    {
        public string Seen { get; private set; } = "";

        public void Report(SshConnectProgress value)
        {
            Seen = value.Reason;
            then();
        }
    }
}
