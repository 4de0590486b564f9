using Brev.Sdk.Ssh.Tests.Server;

namespace Brev.Sdk.Ssh.Tests.Copying;

/// <summary>Files and folders, up and down, over whole and broken connections.</summary>
public sealed class CopyTests
{
    [SshFact]
    public async Task A_folder_goes_up_and_comes_down_identical()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        var (source, machine, back) = Places(stage);
        FileTree.Generate(source, 60);
        File.CreateSymbolicLink(Path.Combine(source, "folder 1", "link"), "it's 1");

        var up = await session.UploadAsync(source, machine);
        var down = await session.DownloadAsync(machine, back);

        Assert.Equal(FileTree.Read(source), FileTree.Read(machine));
        Assert.Equal(FileTree.Read(source), FileTree.Read(back));
        Assert.Equal((60, 60), (up.Files, down.Files));
    }

    [SshFact]
    public async Task A_large_file_goes_both_ways_through_two_cut_connections()
    {
        await using var stage = await SshStage.StartAsync();
        var (source, machine, back) = Places(stage);
        FileTree.WriteLarge(source, 30_000_000);
        await using var proxy = new CuttingProxy(stage.Server.Port, 12_000_000, 50_000_000);
        stage.Fake.Workspaces.SshEndpoint = proxy.Endpoint;
        stage.Options.PollInterval = TimeSpan.FromMilliseconds(100);
        await using var session = await stage.ConnectAsync();

        var up = await session.UploadAsync(source, machine);
        var down = await session.DownloadAsync(machine, back);

        Assert.Equal((1, 1, 0), (up.Resumes, down.Resumes, proxy.CutsLeft));
        Assert.Equal(FileTree.Hash(source), FileTree.Hash(back));
    }

    [SshTheory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_connection_that_breaks_before_anything_arrives_is_made_anew_as_often_as_the_options_say(int resumes)
    {
        await using var stage = await SshStage.StartAsync();
        var (source, machine, _) = Places(stage);
        File.WriteAllText(source, "content");
        await using var proxy = new CuttingProxy(stage.Server.Port);
        stage.Fake.Workspaces.SshEndpoint = proxy.Endpoint;
        stage.Options.PollInterval = TimeSpan.FromMilliseconds(100);
        await using var session = await stage.ConnectAsync();
        await session.UploadAsync(source, machine);
        proxy.CutAfter(1);

        Task<SshCopyResult> Copy() => session.UploadAsync(source, machine, new SshCopyOptions { MaxResumes = resumes });

        if (resumes == 0)
        {
            Assert.Equal(SshFailureReason.ConnectionLost, (await Assert.ThrowsAsync<BrevSshException>(Copy)).Reason);
        }
        else
        {
            Assert.Equal(resumes, (await Copy()).Resumes);
        }
    }

    [SshFact]
    public async Task A_resumed_copy_sends_little_again()
    {
        await using var stage = await SshStage.StartAsync();
        var (source, machine, _) = Places(stage);
        FileTree.WriteLarge(source, 30_000_000);
        await using var proxy = new CuttingProxy(stage.Server.Port, 24_000_000);
        stage.Fake.Workspaces.SshEndpoint = proxy.Endpoint;
        stage.Options.PollInterval = TimeSpan.FromMilliseconds(100);
        await using var session = await stage.ConnectAsync();
        var last = new Last();

        await session.UploadAsync(source, machine, new SshCopyOptions { Progress = last });

        Assert.InRange(last.Seen!.Bytes, 30_000_000, 50_000_000);
    }

    [SshFact]
    public async Task A_file_that_changes_between_two_connections_goes_up_as_it_is_then()
    {
        await using var stage = await SshStage.StartAsync();
        var (source, machine, _) = Places(stage);
        FileTree.WriteLarge(source, 30_000_000);
        await using var proxy = new CuttingProxy(stage.Server.Port, 24_000_000);
        stage.Fake.Workspaces.SshEndpoint = proxy.Endpoint;
        stage.Options.PollInterval = TimeSpan.FromMilliseconds(100);
        await using var session = await stage.ConnectAsync();

        await session.UploadAsync(source, machine, new SshCopyOptions { Progress = new Last(Once(() => Overwrite(source))) });

        Assert.Equal((FileTree.Hash(source), 0), (FileTree.Hash(machine), proxy.CutsLeft));
    }

    [SshFact]
    public async Task A_file_that_grows_between_two_connections_goes_up_whole()
    {
        await using var stage = await SshStage.StartAsync();
        var (source, machine, _) = Places(stage);
        FileTree.WriteLarge(source, 30_000_000);
        await using var proxy = new CuttingProxy(stage.Server.Port, 24_000_000);
        stage.Fake.Workspaces.SshEndpoint = proxy.Endpoint;
        stage.Options.PollInterval = TimeSpan.FromMilliseconds(100);
        await using var session = await stage.ConnectAsync();

        await session.UploadAsync(source, machine, new SshCopyOptions
        {
            Progress = new Last(Once(() =>
            {
                using var file = new FileStream(source, FileMode.Append);
                file.Write(new byte[100_000]);
            })),
        });

        Assert.Equal((FileTree.Hash(source), 0), (FileTree.Hash(machine), proxy.CutsLeft));
    }

    [SshFact]
    public async Task A_link_to_a_file_that_is_named_itself_goes_up_as_the_file()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        var (source, machine, _) = Places(stage);
        FileTree.WriteLarge(source, 300_000);
        var link = Path.Combine(stage.Folder, "model.bin");
        File.CreateSymbolicLink(link, "source");

        await session.UploadAsync(link, machine + "/");

        Assert.Equal(FileTree.Hash(source), FileTree.Hash(Path.Combine(machine, "model.bin")));
    }

    /// <summary>As after a break of the connection between the renaming of a part and its answer.</summary>
    [SshFact]
    public async Task A_file_whose_part_is_gone_after_a_break_goes_up_from_its_beginning()
    {
        await using var stage = await SshStage.StartAsync();
        var (source, machine, _) = Places(stage);
        FileTree.WriteLarge(source, 30_000_000);
        await using var proxy = new CuttingProxy(stage.Server.Port, 24_000_000);
        stage.Fake.Workspaces.SshEndpoint = proxy.Endpoint;
        stage.Options.PollInterval = TimeSpan.FromMilliseconds(100);
        await using var session = await stage.ConnectAsync();

        await session.UploadAsync(
            source,
            machine,
            new SshCopyOptions { Progress = new Last(Once(() => File.Delete(Directory.GetFiles(stage.Folder, "*.brev-part").Single()))) });

        Assert.Equal((FileTree.Hash(source), 0), (FileTree.Hash(machine), proxy.CutsLeft));
    }

    [SshFact]
    public async Task A_file_that_changes_between_two_connections_comes_down_as_it_is_then()
    {
        await using var stage = await SshStage.StartAsync();
        var (_, machine, back) = Places(stage);
        FileTree.WriteLarge(machine, 30_000_000);
        await using var proxy = new CuttingProxy(stage.Server.Port, 24_000_000);
        stage.Fake.Workspaces.SshEndpoint = proxy.Endpoint;
        stage.Options.PollInterval = TimeSpan.FromMilliseconds(100);
        await using var session = await stage.ConnectAsync();

        await session.DownloadAsync(machine, back, new SshCopyOptions { Progress = new Last(Once(() => Overwrite(machine))) });

        Assert.Equal((FileTree.Hash(machine), 0), (FileTree.Hash(back), proxy.CutsLeft));
    }

    [SshFact]
    public async Task A_file_for_the_user_alone_is_never_readable_for_others_on_its_way()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        var (source, machine, back) = Places(stage);
        FileTree.WriteLarge(source, 3_000_000);
        File.SetUnixFileMode(source, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var modes = new List<UnixFileMode>();
        void See() => modes.AddRange(Directory.EnumerateFiles(stage.Folder, "*.brev-part").Select(File.GetUnixFileMode));

        await session.UploadAsync(source, machine, new SshCopyOptions { Progress = new Last(_ => See()) });
        await session.DownloadAsync(machine, back, new SshCopyOptions { Progress = new Last(_ => See()) });

        Assert.NotEmpty(modes);
        Assert.All(modes, mode => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, mode));
    }

    [SshFact]
    public async Task Links_that_lead_out_of_the_folder_are_left_out_and_named()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        var (source, machine, back) = Places(stage);
        Directory.CreateDirectory(source);
        File.CreateSymbolicLink(Path.Combine(source, "out"), "/etc/passwd");
        File.CreateSymbolicLink(Path.Combine(source, "nowhere"), "missing");

        var up = await session.UploadAsync(source, machine);
        File.CreateSymbolicLink(Path.Combine(machine, "out"), "/etc/passwd");
        File.CreateSymbolicLink(Path.Combine(machine, "nowhere"), "missing");
        var down = await session.DownloadAsync(machine, back);

        Assert.Equal(["nowhere", "out"], up.Skipped);
        Assert.Equal(["nowhere", "out"], down.Skipped.Order());
        Assert.Empty(FileTree.Read(back));
    }

    [SshFact]
    public async Task A_target_holds_its_old_content_until_the_new_is_complete()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        var (source, machine, _) = Places(stage);
        FileTree.WriteLarge(source, 20_000_000);
        await File.WriteAllTextAsync(machine, "old");
        using var cancellation = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            session.UploadAsync(
                source, machine, new SshCopyOptions { Progress = new Last(_ => cancellation.Cancel()) }, cancellation.Token));

        Assert.Equal("old", await File.ReadAllTextAsync(machine));
    }

    [SshFact]
    public async Task A_file_goes_into_a_folder_that_is_there()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        var (source, machine, back) = Places(stage);
        await File.WriteAllTextAsync(source, "content");
        Directory.CreateDirectory(back);

        await session.UploadAsync(source, machine + "/new/");
        await session.DownloadAsync(machine + "/new/source", back);

        Assert.Equal("content", await File.ReadAllTextAsync(Path.Combine(back, "source")));
    }

    [SshFact]
    public async Task Progress_ends_with_all_files_and_bytes()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();
        var (source, machine, _) = Places(stage);
        FileTree.Generate(source, 10);
        var last = new Last();

        var result = await session.UploadAsync(source, machine, new SshCopyOptions { Progress = last });

        Assert.Equal(new SshCopyProgress(10, 10, result.Bytes, result.Bytes), last.Seen);
    }

    [SshFact]
    public async Task A_missing_file_on_the_machine_is_named()
    {
        await using var stage = await SshStage.StartAsync();
        await using var session = await stage.ConnectAsync();

        var exception = await Assert.ThrowsAsync<BrevSshException>(() => session.DownloadAsync("/no/such/file", stage.Folder));

        Assert.Equal(SshFailureReason.CopyFailed, exception.Reason);
        Assert.StartsWith("Copying '/no/such/file' with ", exception.Message, StringComparison.Ordinal);
    }

    private static (string Source, string Machine, string Back) Places(SshStage stage) =>
        (Path.Combine(stage.Folder, "source"), Path.Combine(stage.Folder, "machine"), Path.Combine(stage.Folder, "back"));

    private static Action<SshCopyProgress> Once(Action action)
    {
        var isDone = 0;
        return _ =>
        {
            if (Interlocked.Exchange(ref isDone, 1) == 0)
            {
                action();
            }
        };
    }

    /// <summary>Other bytes at the beginning, of which some have been copied already; times of SFTP are whole seconds.</summary>
    private static void Overwrite(string path)
    {
        using (var file = File.OpenWrite(path))
        {
            file.Write(new byte[1000]);
        }

        File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path).AddMinutes(1));
    }

    private sealed class Last(Action<SshCopyProgress>? then = null) : IProgress<SshCopyProgress>
    {
        public SshCopyProgress? Seen { get; private set; }

        public void Report(SshCopyProgress value)
        {
            Seen = value;
            then?.Invoke(value);
        }
    }
}
