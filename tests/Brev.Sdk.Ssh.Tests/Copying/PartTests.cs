using Brev.Sdk.Ssh.Tests.Server;

namespace Brev.Sdk.Ssh.Tests.Copying;

/// <summary>The temporary files of copies.</summary>
public sealed class PartTests
{
    private const int LongestName = 255;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [SshFact]
    public async Task Two_copies_to_one_place_at_once_do_not_mix()
    {
        await using var stage = await SshStage.StartAsync();
        await using var slow = await stage.ConnectAsync();
        await using var quick = await stage.Brev.ConnectAsync(slow.MachineId, stage.Options);
        var (one, other) = (Path.Combine(stage.Folder, "one"), Path.Combine(stage.Folder, "other"));
        var target = Path.Combine(stage.Folder, "target");
        FileTree.WriteLarge(one, 10_000_000);
        File.WriteAllText(other, "other");
        using var goOn = new ManualResetEventSlim();
        var begun = new TaskCompletionSource();
        var options = new SshCopyOptions { Progress = new Seen(() => Hold(begun, goOn)) };
        var copying = slow.UploadAsync(one, target, options);
        await begun.Task.WaitAsync(Patience);

        await quick.UploadAsync(other, target);
        Assert.Equal(("other", 1), (File.ReadAllText(target), PartsIn(stage.Folder).Count()));
        goOn.Set();
        await copying;
        Assert.Equal(FileTree.Hash(one), FileTree.Hash(target));
    }

    [SshTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_cancelled_copy_leaves_no_part(bool isDownload)
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        var (source, target) = (Path.Combine(stage.Folder, "source"), Path.Combine(stage.Folder, "target"));
        FileTree.WriteLarge(source, 20_000_000);
        using var cancellation = new CancellationTokenSource();
        var options = new SshCopyOptions { Progress = new Seen(cancellation.Cancel) };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => isDownload
            ? session.DownloadAsync(source, target, options, cancellation.Token)
            : session.UploadAsync(source, target, options, cancellation.Token));

        Assert.Empty(PartsIn(stage.Folder));
    }

    [SshTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_copy_that_fails_leaves_no_part(bool isDownload)
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        var (source, target) = (Path.Combine(stage.Folder, "source"), Path.Combine(stage.Folder, "target"));
        FileTree.Generate(source, 1);
        var file = Path.GetRelativePath(source, FileIn(source));
        Directory.CreateDirectory(Path.Combine(target, file, "not empty"));

        var exception = await Assert.ThrowsAsync<BrevSshException>(() =>
            isDownload ? session.DownloadAsync(source, target) : session.UploadAsync(source, target));

        Assert.Equal(SshFailureReason.CopyFailed, exception.Reason);
        Assert.StartsWith($"Copying '{file}' with ", exception.Message, StringComparison.Ordinal);
        Assert.Empty(PartsIn(stage.Folder));
    }

    [SshTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Parts_that_broken_copies_have_left_in_a_folder_are_left_out_and_named(bool isDownload)
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        var (source, target) = (Path.Combine(stage.Folder, "source"), Path.Combine(stage.Folder, "target"));
        FileTree.Generate(source, 3);
        File.WriteAllText(Path.Combine(source, ".0123.brev-part"), "half");

        var result = await (isDownload ? session.DownloadAsync(source, target) : session.UploadAsync(source, target));

        Assert.Equal([".0123.brev-part"], result.Skipped);
        Assert.False(File.Exists(Path.Combine(target, ".0123.brev-part")));
    }

    [SshFact]
    public async Task A_file_with_the_longest_name_goes_both_ways()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        var (source, machine) = (Path.Combine(stage.Folder, "source"), Path.Combine(stage.Folder, "machine"));
        var back = Path.Combine(stage.Folder, "back");
        Directory.CreateDirectory(source);
        File.WriteAllText(Path.Combine(source, new string('n', LongestName)), "content");

        await session.UploadAsync(source, machine);
        await session.DownloadAsync(machine, back);

        Assert.Equal(FileTree.Read(source), FileTree.Read(back));
    }

    private static void Hold(TaskCompletionSource begun, ManualResetEventSlim goOn)
    {
        begun.TrySetResult();
        Assert.True(goOn.Wait(Patience));
    }

    private static string FileIn(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Single();

    private static IEnumerable<string> PartsIn(string folder) =>
        Directory.EnumerateFiles(folder, "*.brev-part", SearchOption.AllDirectories);

    private sealed class Seen(Action then) : IProgress<SshCopyProgress>
    {
        public void Report(SshCopyProgress value) => then();
    }
}
