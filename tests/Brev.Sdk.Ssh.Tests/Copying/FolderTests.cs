using System.Collections.Concurrent;
using Brev.Sdk.Ssh.Tests.Server;

namespace Brev.Sdk.Ssh.Tests.Copying;

/// <summary>Folders at the target: what stands there before, and who may look into them while they are filled.</summary>
public sealed class FolderTests
{
    private const UnixFileMode ForUserAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OpenForAll = ForUserAlone | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead
        | UnixFileMode.OtherExecute;

    [SshFact]
    public async Task A_link_in_the_local_target_is_replaced_by_the_folder_and_not_followed()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        var (machine, back) = (Path.Combine(stage.Folder, "machine"), Path.Combine(stage.Folder, "back"));
        var outside = Directory.CreateDirectory(Path.Combine(stage.Folder, "outside")).FullName;
        Directory.CreateDirectory(Path.Combine(machine, "sub"));
        File.WriteAllText(Path.Combine(machine, "sub", "file"), "content");
        Directory.CreateDirectory(back);
        File.CreateSymbolicLink(Path.Combine(back, "sub"), outside);

        await session.DownloadAsync(machine, back);

        Assert.Empty(Directory.GetFileSystemEntries(outside));
        Assert.Equal(FileTree.Read(machine), FileTree.Read(back));
    }

    [SshFact]
    public async Task A_target_that_is_named_by_a_link_is_followed()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        var (machine, link) = (Path.Combine(stage.Folder, "machine"), Path.Combine(stage.Folder, "link"));
        var real = Directory.CreateDirectory(Path.Combine(stage.Folder, "real")).FullName;
        FileTree.Generate(machine, 2);
        File.CreateSymbolicLink(link, real);

        await session.DownloadAsync(machine, link);

        Assert.Equal(FileTree.Read(machine), FileTree.Read(real));
    }

    [SshTheory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task A_folder_for_the_user_alone_is_open_to_no_others_while_it_is_filled(bool isDownload, bool isThere)
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        var (source, target) = (Path.Combine(stage.Folder, "source"), Path.Combine(stage.Folder, "target"));
        Directory.CreateDirectory(Path.Combine(source, "private"), ForUserAlone);
        FileTree.WriteLarge(Path.Combine(source, "private", "file"), 3_000_000);
        if (isThere)
        {
            Directory.CreateDirectory(Path.Combine(target, "private"), OpenForAll);
        }

        var modes = new ConcurrentBag<UnixFileMode>();
        var options = new SshCopyOptions { Progress = new Looking(() => modes.Add(File.GetUnixFileMode(Path.Combine(target, "private")))) };
        await (isDownload ? session.DownloadAsync(source, target, options) : session.UploadAsync(source, target, options));

        Assert.NotEmpty(modes);
        Assert.All(modes, mode => Assert.Equal(ForUserAlone, mode));
        Assert.Equal(FileTree.Read(source), FileTree.Read(target));
    }

    /// <summary>Such as a home, from which a server takes no keys when the group may write there.</summary>
    [SshTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_folder_that_is_named_and_there_keeps_its_mode(bool isDownload)
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        var (source, target) = (Path.Combine(stage.Folder, "source"), Path.Combine(stage.Folder, "target"));
        Directory.CreateDirectory(Path.Combine(source, "inside"), OpenForAll);
        File.SetUnixFileMode(source, OpenForAll);
        Directory.CreateDirectory(target, ForUserAlone);

        await (isDownload ? session.DownloadAsync(source, target) : session.UploadAsync(source, target));

        Assert.Equal(ForUserAlone, File.GetUnixFileMode(target));
        Assert.Equal(File.GetUnixFileMode(Path.Combine(source, "inside")), File.GetUnixFileMode(Path.Combine(target, "inside")));
    }

    private sealed class Looking(Action look) : IProgress<SshCopyProgress>
    {
        public void Report(SshCopyProgress value) => look();
    }
}
