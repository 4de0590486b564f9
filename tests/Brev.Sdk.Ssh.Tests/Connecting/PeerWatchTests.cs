using Brev.Sdk.Ssh.Tests.Copying;
using Brev.Sdk.Ssh.Tests.Forwarding;
using Brev.Sdk.Ssh.Tests.Server;

namespace Brev.Sdk.Ssh.Tests.Connecting;

/// <summary>A machine that is gone, or hangs, behind a connection that stands: all that is sent either way is lost.</summary>
public sealed class PeerWatchTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [SshFact]
    public async Task A_command_on_a_connection_that_has_fallen_silent_is_a_lost_connection()
    {
        await using var stage = await SshStage.StartAsync();
        await using var proxy = Connect(stage);
        await using var session = await stage.ConnectAsync();
        await using var run = await session.StartAsync("echo started; sleep 987");
        await using var lines = run.ReadLinesAsync().GetAsyncEnumerator();
        Assert.True(await lines.MoveNextAsync());

        proxy.Swallow();

        await Lost(() => run.WaitAsync());
        await Lost(() => lines.MoveNextAsync().AsTask());
        Assert.Equal("again\n", (await session.RunAsync("echo again")).Output);
    }

    [SshFact]
    public async Task A_command_that_begins_on_a_connection_that_has_fallen_silent_is_a_lost_connection()
    {
        await using var stage = await SshStage.StartAsync();
        await using var proxy = Connect(stage);
        await using var session = await stage.ConnectAsync();

        proxy.Swallow();

        await Lost(() => session.RunAsync("true"));
    }

    [SshTheory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task A_copy_goes_on_over_a_new_connection_when_the_old_one_falls_silent(bool isDownload, bool isJammed)
    {
        await using var stage = await SshStage.StartAsync();
        await using var proxy = Connect(stage);
        await using var session = await stage.ConnectAsync();
        var (source, target) = (Path.Combine(stage.Folder, "source"), Path.Combine(stage.Folder, "target"));
        FileTree.WriteLarge(source, 30_000_000);

        proxy.SwallowAfter(10_000_000, isJammed);
        var copied = await (isDownload ? session.DownloadAsync(source, target) : session.UploadAsync(source, target)).WaitAsync(Patience);

        Assert.Equal((1, FileTree.Hash(source)), (copied.Resumes, FileTree.Hash(target)));
    }

    /// <summary>Long before the machine counts as lost.</summary>
    [SshTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_upload_that_is_cancelled_or_whose_session_is_disposed_on_a_jammed_connection_ends(bool isDisposed)
    {
        await using var stage = await SshStage.StartAsync();
        await using var proxy = Connect(stage);
        stage.Options.KeepAliveInterval = TimeSpan.FromMinutes(10);
        var session = await stage.ConnectAsync();
        var source = Path.Combine(stage.Folder, "source");
        FileTree.WriteLarge(source, 60_000_000);
        using var cancel = new CancellationTokenSource();
        var swallowed = proxy.Swallowed;
        proxy.SwallowAfter(10_000_000, isJammed: true);
        var progress = new LastProgress();
        var copying = session.UploadAsync(
            source, Path.Combine(stage.Folder, "target"), new SshCopyOptions { Progress = progress }, cancel.Token);
        await swallowed.WaitAsync(Patience);
        await progress.StandsStillAsync();

        var disposing = isDisposed ? session.DisposeAsync().AsTask() : cancel.CancelAsync();

        _ = isDisposed
            ? (Exception)await Assert.ThrowsAsync<ObjectDisposedException>(() => copying.WaitAsync(Patience))
            : await Assert.ThrowsAnyAsync<OperationCanceledException>(() => copying.WaitAsync(Patience));
        await disposing.WaitAsync(Patience);
        await session.DisposeAsync().AsTask().WaitAsync(Patience);
    }

    [SshTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_forward_whose_connection_falls_silent_says_so(bool isReverse)
    {
        await using var stage = await SshStage.StartAsync();
        await using var proxy = Connect(stage);
        await using var echo = new EchoServer();
        await using var session = await stage.ConnectAsync();
        await using var forward = await (isReverse ? session.ReverseForwardAsync(echo.Port) : session.ForwardAsync(echo.Port));

        proxy.Swallow();

        await Lost(() => forward.Completion);
    }

    [SshFact]
    public async Task A_command_that_prints_nothing_for_long_on_a_machine_that_answers_is_not_lost()
    {
        await using var stage = await SshStage.StartAsync();
        stage.Options.KeepAliveInterval = TimeSpan.FromSeconds(1);
        await using var session = await stage.ConnectAsync();

        Assert.Equal("done\n", (await session.RunAsync("sleep 6; echo done")).Output);
    }

    /// <summary>What has been copied, as it was told last.</summary>
    private sealed class LastProgress : IProgress<SshCopyProgress>
    {
        private long _bytes;

        public void Report(SshCopyProgress value) => Volatile.Write(ref _bytes, value.Bytes);

        /// <summary>Ends when the senders' sockets are full: nothing is copied for a second.</summary>
        public async Task StandsStillAsync()
        {
            using var second = new PeriodicTimer(TimeSpan.FromSeconds(1));
            for (var before = -1L; before != Volatile.Read(ref _bytes);)
            {
                before = Volatile.Read(ref _bytes);
                await second.WaitForNextTickAsync();
            }
        }
    }

    private static async Task Lost(Func<Task> call)
    {
        var exception = await Assert.ThrowsAsync<BrevSshException>(() => call().WaitAsync(Patience));
        Assert.Equal((SshFailureReason.ConnectionLost, true), (exception.Reason, exception.IsTransient));
    }

    private static CuttingProxy Connect(SshStage stage)
    {
        var proxy = new CuttingProxy(stage.Server.Port);
        stage.Fake.Workspaces.SshEndpoint = proxy.Endpoint;
        stage.Options.KeepAliveInterval = TimeSpan.FromSeconds(1);
        return proxy;
    }
}
