using System.Collections.Concurrent;
using Brev.Sdk.Ssh.Tests.Server;

namespace Brev.Sdk.Ssh.Tests.Copying;

/// <summary>Folders at the target: what stands there before, and who may look into them while they are filled.</summary>
public sealed class FolderTests
{
    private const UnixFileMode ForUserAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OpenForAll = ForUserAlone | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead
        | UnixFileMode.OtherExecute;

    [SshTheory]
    [InlineData(false, true)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    public async Task A_link_in_the_target_is_replaced_by_the_folder_and_not_followed(bool isDownload, bool hasEnd)
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        var (source, target) = (Path.Combine(stage.Folder, "source"), Path.Combine(stage.Folder, "target"));
        var outside = Directory.CreateDirectory(Path.Combine(stage.Folder, "outside")).FullName;
        Directory.CreateDirectory(Path.Combine(source, "sub"));
        File.WriteAllText(Path.Combine(source, "sub", "file"), "content");
        Directory.CreateDirectory(target);
        File.CreateSymbolicLink(Path.Combine(target, "sub"), hasEnd ? outside : "/no/such/folder");

        await (isDownload ? session.DownloadAsync(source, target) : session.UploadAsync(source, target));

        Assert.Empty(Directory.GetFileSystemEntries(outside));
        Assert.Equal(FileTree.Read(source), FileTree.Read(target));
    }

    [SshTheory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task A_link_in_the_place_of_a_file_is_replaced_and_not_followed(bool isDownload, bool isFolder)
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        var (source, target) = (Path.Combine(stage.Folder, "source"), Path.Combine(stage.Folder, "target"));
        var outside = Path.Combine(stage.Folder, "outside");
        Directory.CreateDirectory(source);
        Directory.CreateDirectory(target);
        File.WriteAllText(Path.Combine(source, "file"), "new");
        File.WriteAllText(outside, "old");
        File.CreateSymbolicLink(Path.Combine(target, "file"), outside);
        var from = isFolder ? source : Path.Combine(source, "file");

        await (isDownload ? session.DownloadAsync(from, target) : session.UploadAsync(from, target));

        Assert.Equal(("old", "new"), (File.ReadAllText(outside), File.ReadAllText(Path.Combine(target, "file"))));
    }

    [SshTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_link_that_comes_replaces_a_link_to_a_folder(bool isDownload)
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        var (source, target) = (Path.Combine(stage.Folder, "source"), Path.Combine(stage.Folder, "target"));
        var outside = Directory.CreateDirectory(Path.Combine(stage.Folder, "outside")).FullName;
        FileTree.Generate(source, 1);
        File.CreateSymbolicLink(Path.Combine(source, "link"), "folder 0");
        Directory.CreateDirectory(target);
        File.CreateSymbolicLink(Path.Combine(target, "link"), outside);

        await (isDownload ? session.DownloadAsync(source, target) : session.UploadAsync(source, target));

        Assert.Empty(Directory.GetFileSystemEntries(outside));
        Assert.Equal(FileTree.Read(source), FileTree.Read(target));
    }

    [SshTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_link_that_comes_to_the_place_of_a_folder_is_an_error_and_not_made_inside_of_it(bool isDownload)
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        var (source, target) = (Path.Combine(stage.Folder, "source"), Path.Combine(stage.Folder, "target"));
        FileTree.Generate(source, 1);
        File.CreateSymbolicLink(Path.Combine(source, "link"), "folder 0");
        var folder = Directory.CreateDirectory(Path.Combine(target, "link")).FullName;

        var exception = await Assert.ThrowsAsync<BrevSshException>(() =>
            isDownload ? session.DownloadAsync(source, target) : session.UploadAsync(source, target));

        Assert.Equal(SshFailureReason.CopyFailed, exception.Reason);
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [SshTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_folder_that_cannot_be_made_is_named(bool isDownload)
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        var (source, target) = (Path.Combine(stage.Folder, "source"), Path.Combine(stage.Folder, "target"));
        Directory.CreateDirectory(Path.Combine(source, "a", "b"));
        Directory.CreateDirectory(Path.Combine(target, "a"));
        File.WriteAllText(Path.Combine(target, "a", "b"), "a file");

        var exception = await Assert.ThrowsAsync<BrevSshException>(() =>
            isDownload ? session.DownloadAsync(source, target) : session.UploadAsync(source, target));

        Assert.Equal(SshFailureReason.CopyFailed, exception.Reason);
        Assert.StartsWith("Copying 'a/b' with ", exception.Message, StringComparison.Ordinal);
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
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_that_is_named_by_a_link_is_replaced_where_it_is_also_on_another_file_system(bool isDownload)
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        var (source, link) = (Path.Combine(stage.Folder, "source"), Path.Combine(stage.Folder, "link"));
        var elsewhere = Directory.CreateDirectory(Path.Combine(OtherFileSystem(), Path.GetRandomFileName())).FullName;
        try
        {
            var real = Path.Combine(elsewhere, "real");
            File.WriteAllText(source, "new");
            File.WriteAllText(real, "old");
            File.CreateSymbolicLink(link, real);

            await (isDownload ? session.DownloadAsync(source, link) : session.UploadAsync(source, link));

            Assert.Equal(("new", real), (File.ReadAllText(real), new FileInfo(link).LinkTarget));
            Assert.Equal([real], Directory.GetFileSystemEntries(elsewhere));
        }
        finally
        {
            Directory.Delete(elsewhere, recursive: true);
        }
    }

    /// <summary>Linux has one in memory; elsewhere the temporary folder has to do.</summary>
    private static string OtherFileSystem() => Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();

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

    [SshTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Folders_keep_the_bits_of_shared_folders_and_files_lose_those_of_privileged_programs(bool isDownload)
    {
        const UnixFileMode Shared = ForUserAlone | UnixFileMode.SetGroup | UnixFileMode.StickyBit;
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        var (source, target) = (Path.Combine(stage.Folder, "source"), Path.Combine(stage.Folder, "target"));
        string[] names = ["new", "there"];
        Array.ForEach(names, name => Directory.CreateDirectory(Path.Combine(source, name), OpenForAll));
        File.SetUnixFileMode(Path.Combine(source, "new"), Shared);
        Directory.CreateDirectory(Path.Combine(target, "there"));
        File.SetUnixFileMode(Path.Combine(target, "there"), Shared);
        var program = Path.Combine(source, "program");
        File.WriteAllText(program, "");
        File.SetUnixFileMode(program, OpenForAll | UnixFileMode.SetUser);

        await (isDownload ? session.DownloadAsync(source, target) : session.UploadAsync(source, target));

        Assert.Equal(Shared, File.GetUnixFileMode(Path.Combine(target, "new")));
        Assert.Equal(OpenForAll | UnixFileMode.SetGroup | UnixFileMode.StickyBit, File.GetUnixFileMode(Path.Combine(target, "there")));
        Assert.Equal(OpenForAll, File.GetUnixFileMode(Path.Combine(target, "program")));
    }

    private sealed class Looking(Action look) : IProgress<SshCopyProgress>
    {
        public void Report(SshCopyProgress value) => look();
    }
}
