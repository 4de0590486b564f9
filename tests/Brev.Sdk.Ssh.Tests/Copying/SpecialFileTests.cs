using System.Net.Sockets;
using Brev.Sdk.Ssh.Tests.Server;

namespace Brev.Sdk.Ssh.Tests.Copying;

/// <summary>What is neither a file nor a folder, nor a link that leads to one.</summary>
public sealed class SpecialFileTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [SshTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pipes_sockets_and_links_in_a_circle_are_left_out_and_named(bool isDownload)
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        var (source, target) = (Path.Combine(stage.Folder, "source"), Path.Combine(stage.Folder, "target"));
        Directory.CreateDirectory(source);
        File.WriteAllText(Path.Combine(source, "empty"), "");
        await Tool.RunAsync("mkfifo", Path.Combine(source, "pipe"));
        File.CreateSymbolicLink(Path.Combine(source, "round"), "about");
        File.CreateSymbolicLink(Path.Combine(source, "about"), "round");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(source, "socket")));

        var result = await (isDownload ? session.DownloadAsync(source, target) : session.UploadAsync(source, target)).WaitAsync(Patience);

        Assert.Equal(["about", "pipe", "round", "socket"], result.Skipped.Order());
        Assert.Equal(["empty"], FileTree.Read(target).Keys);
    }

    [SshTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Names_that_are_no_UTF_8_are_left_out_and_named(bool isDownload)
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        var (source, target) = (Path.Combine(stage.Folder, "source"), Path.Combine(stage.Folder, "target"));
        Directory.CreateDirectory(source);
        File.WriteAllText(Path.Combine(source, "plain"), "content");
        File.WriteAllText(Path.Combine(source, "no odd bytes \uFFFD"), "content");

        var result = await CopyOddAsync(
            session,
            isDownload,
            source,
            target,
            """b=$(printf '\377') && echo x >"file-$b" && mkdir "folder-$b" && echo x >"folder-$b/x" && ln -s plain "link-$b" """);

        Assert.Equal(["file-\uFFFD", "folder-\uFFFD", "link-\uFFFD"], result.Skipped.Order());
        Assert.Equal(["no odd bytes \uFFFD", "plain"], FileTree.Read(target).Keys);
    }

    [SshTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_names_that_read_alike_the_one_that_is_UTF_8_is_copied(bool isDownload)
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        var (source, target) = (Path.Combine(stage.Folder, "source"), Path.Combine(stage.Folder, "target"));
        Directory.CreateDirectory(source);
        File.WriteAllText(Path.Combine(source, "\uFFFD"), "content");

        var result = await CopyOddAsync(
            session, isDownload, source, target, """echo odd >"$(printf '\377')" && echo odd >"$(printf '\376')" """);

        Assert.Equal(["\uFFFD", "\uFFFD"], result.Skipped);
        Assert.Equal("content", File.ReadAllText(Path.Combine(target, "\uFFFD")));
    }

    [SshTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_pipe_that_is_named_itself_is_refused(bool isDownload)
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        var (source, target) = (Path.Combine(stage.Folder, "source"), Path.Combine(stage.Folder, "target"));
        await Tool.RunAsync("mkfifo", source);

        var exception = await Assert.ThrowsAsync<BrevSshException>(() =>
            (isDownload ? session.DownloadAsync(source, target) : session.UploadAsync(source, target)).WaitAsync(Patience));

        Assert.Equal(SshFailureReason.CopyFailed, exception.Reason);
        Assert.Contains("a pipe, a socket or a device", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>Copies a folder with names that .NET can neither make nor delete.</summary>
    private static async Task<SshCopyResult> CopyOddAsync(
        BrevSshSession session, bool isDownload, string source, string target, string script)
    {
        await Tool.RunAsync("sh", "-c", $"cd \"$0\" && {script}", source);
        try
        {
            return await (isDownload ? session.DownloadAsync(source, target) : session.UploadAsync(source, target)).WaitAsync(Patience);
        }
        finally
        {
            await Tool.RunAsync("rm", "-r", source);
        }
    }
}
