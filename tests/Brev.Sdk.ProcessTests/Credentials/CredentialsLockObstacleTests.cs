using System.Net.Sockets;
using Brev.Sdk.Files;
using Brev.Sdk.ProcessTests.Credentials.Processes;
using Brev.Sdk.Tests.Authentication;
using Brev.Sdk.Tests.Conventions;
using Brev.Sdk.Tests.Credentials.Files;
using Brev.Sdk.Tests.Sockets;

namespace Brev.Sdk.ProcessTests.Credentials;

/// <summary>Lock files that cannot be opened for another reason than that another process holds them.</summary>
public sealed class CredentialsLockObstacleTests(RefreshingProgram program) : IClassFixture<RefreshingProgram>, IDisposable
{
    private const string RefreshToken = $"{AuthenticationStage.SessionKey}:{AuthenticationStage.DeviceId}";
    private const int NotLocked = 23;
    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File();

    private string LockFile => File + ".lock";

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("folder")]
    [InlineData("link to nowhere")]
    [InlineData("link to itself")]
    public async Task A_lock_file_that_cannot_be_opened_costs_nobody_the_token_and_is_told_once(string obstacle)
    {
        await using var stage = await StartAsync();
        Place(obstacle);
        var credential = Create(stage);

        await credential.GetTokenAsync(forceRefresh: true);
        await credential.GetTokenAsync(forceRefresh: true);

        Assert.Equal(stage.Valid, CredentialsFile.AccessToken(File));
        var warning = Assert.Single(stage.Log.Warnings);
        Assert.Equal(1, stage.Log.Count(NotLocked));
        Assert.Contains($"'{LockFile}' cannot be used", warning, StringComparison.Ordinal);
        Assert.Equal(obstacle != "folder", new FileInfo(LockFile).LinkTarget is not null);
        Assert.False(System.IO.File.Exists(_folder.File("nowhere")));
    }

    [Fact]
    public async Task A_lock_file_that_may_only_be_read_is_a_lock_all_the_same()
    {
        await using var provider = await StartProviderAsync(() => Assert.Throws<IOException>(() => Another.ReaderHolds(File)));
        WriteExpired();
        await System.IO.File.WriteAllTextAsync(LockFile, "");
        Tool.Output("chmod", "400", LockFile);

        var lines = await program.RunAsync(RefreshingProgram.AsAnOrdinaryUser, File, provider, "refresh");

        Assert.Equal("token " + CredentialsFile.AccessToken(File), Assert.Single(lines));
        Assert.Single(provider.Requests);
    }

    [Fact]
    public async Task A_lock_file_that_may_not_even_be_read_is_told_once_and_the_login_is_refreshed()
    {
        await using var provider = await StartProviderAsync();
        WriteExpired();
        await System.IO.File.WriteAllTextAsync(LockFile, "");
        Tool.Output("chmod", "0", LockFile);

        var lines = await program.RunAsync(RefreshingProgram.AsAnOrdinaryUser, File, provider, "refresh", "refresh");

        Assert.Equal(["warning", "token", "token"], lines.Select(line => line.Split(' ')[0]));
        Assert.StartsWith($"warning {NotLocked}: ", lines[0], StringComparison.Ordinal);
        Assert.Contains($"'{LockFile}' cannot be used", lines[0], StringComparison.Ordinal);
        Assert.Contains("an empty file that this user may open", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lock_that_the_application_has_switched_off_in_NET_is_held_all_the_same()
    {
        await using var provider = await StartProviderAsync(() => Assert.Throws<IOException>(() => Another.ProcessHolds(File)));
        WriteExpired();

        var lines = await program.RunAsync(
            RefreshingProgram.After("export DOTNET_SYSTEM_IO_DISABLEFILELOCKING=1"), File, provider, "refresh");

        Assert.Equal("token " + CredentialsFile.AccessToken(File), Assert.Single(lines));
        Assert.Single(provider.Requests);
    }

    [Fact]
    public async Task Without_a_free_file_descriptor_nothing_is_refreshed_without_the_lock_and_it_passes()
    {
        await using var provider = await StartProviderAsync();
        WriteExpired();

        var lines = await program.RunAsync(
            RefreshingProgram.After("ulimit -n 400"), File, provider, "refresh", "settle", "open all files", "refresh", "begin again",
            "load", "close them", "begin again", "refresh");

        const string Passing = nameof(BrevConnectionException) + ":";
        Assert.Equal(["token", Passing, Passing, "token"], lines.Select(line => line.Split(' ')[0]));
        Assert.Equal(2, provider.Requests.Count);
        Assert.Equal("token " + CredentialsFile.AccessToken(File), lines[^1]);
    }

    [Fact]
    public async Task A_socket_in_the_place_of_the_lock_file_is_told_once_and_the_login_is_refreshed()
    {
        await using var stage = await StartAsync();
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(LockFile));

        var token = await Create(stage).GetTokenAsync(forceRefresh: true);

        Assert.Equal((stage.Valid, stage.Valid), (token.Token, CredentialsFile.AccessToken(File)));
        Assert.Equal(1, stage.Log.Count(NotLocked));
    }

    [SmallDiskFact]
    public async Task A_disk_without_room_for_a_lock_file_costs_nobody_the_token_and_is_told_once()
    {
        await using var stage = await StartAsync();
        using var disk = SmallDisk.TryMount(_folder.Path, "nr_inodes=5")!;
        CredentialsFile.Write(File, stage.FirstToken, RefreshToken);
        disk.FillWithFiles();

        var token = await Create(stage).GetTokenAsync(forceRefresh: true);

        Assert.Equal(stage.Valid, token.Token);
        Assert.Equal(stage.FirstToken, CredentialsFile.AccessToken(File));
        var warning = Assert.Single(stage.Log.Entries, entry => entry.Event == NotLocked).Text;
        Assert.Contains($"'{LockFile}' cannot be used (No space left", warning, StringComparison.Ordinal);
        Assert.Contains("a local disk with room", warning, StringComparison.Ordinal);
    }

    private void Place(string obstacle)
    {
        if (obstacle == "folder")
        {
            Directory.CreateDirectory(LockFile);
            return;
        }

        System.IO.File.CreateSymbolicLink(LockFile, obstacle == "link to itself" ? LockFile : _folder.File("nowhere"));
    }

    private void WriteExpired() =>
        CredentialsFile.Write(File, TestToken.Create(DateTimeOffset.UtcNow.AddHours(-2), DateTimeOffset.UtcNow.AddHours(-1)), RefreshToken);

    /// <summary>A provider that issues tokens, in real time, and looks around while it is being asked.</summary>
    private static async Task<LoopbackServer> StartProviderAsync(Action? whileAsked = null)
    {
        var server = await LoopbackServer.StartAsync();
        server.Answer = (_, context) =>
        {
            whileAsked?.Invoke();
            var now = DateTimeOffset.UtcNow;
            return AuthenticationStage.WriteJsonAsync(context, $$"""{"token":"{{TestToken.Create(now, now.AddHours(1))}}"}""");
        };
        return server;
    }

    private async Task<AuthenticationStage> StartAsync()
    {
        var stage = await AuthenticationStage.StartAsync();
        CredentialsFile.Write(File, stage.FirstToken, RefreshToken);
        return stage;
    }

    private BrevCredential Create(AuthenticationStage stage) =>
        stage.Own(BrevCredential.FromCredentialsFile(File, stage.CredentialOptions()));
}
