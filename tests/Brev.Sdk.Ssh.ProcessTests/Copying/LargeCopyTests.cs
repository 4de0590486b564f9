using System.Diagnostics;
using Brev.Sdk.Ssh.Tests.Copying;
using Brev.Sdk.Ssh.Tests.Server;
using Xunit.Abstractions;

namespace Brev.Sdk.Ssh.ProcessTests.Copying;

/// <summary>Large files and large folders, over connections that break twice on each way.</summary>
[Collection("ssh")]
public sealed class LargeCopyTests(ITestOutputHelper output)
{
    private const int Files = 2000;

    [SshFact]
    public async Task A_large_file_goes_up_and_comes_down_identical_through_two_cut_connections_each_way()
    {
        await using var stage = await SshStage.StartAsync();
        var (source, machine, back) = Places(stage);
        FileTree.WriteLarge(source, ProofSize.Bytes);
        await using var proxy = Cut(stage, ProofSize.Bytes / 10 * 3, ProofSize.Bytes / 10 * 7, ProofSize.Bytes / 10 * 16, ProofSize.Bytes / 10 * 20);
        await using var session = await stage.ConnectAsync();

        var watch = Stopwatch.StartNew();
        var up = await session.UploadAsync(source, machine);
        var down = await session.DownloadAsync(machine, back);

        output.WriteLine($"{ProofSize.Bytes:N0} bytes up and down in {watch.Elapsed.TotalSeconds:0.0} s, resumed {up.Resumes} and {down.Resumes} times");
        Assert.Equal((4, 0), (up.Resumes + down.Resumes, proxy.CutsLeft));
        Assert.Equal(FileTree.Hash(source), FileTree.Hash(back));
        Assert.Equal(FileTree.Hash(source), FileTree.Hash(machine));
    }

    [SshFact]
    public async Task A_folder_of_two_thousand_files_goes_up_and_comes_down_identical_through_two_cut_connections_each_way()
    {
        await using var stage = await SshStage.StartAsync();
        var (source, machine, back) = Places(stage);
        FileTree.Generate(source, Files);
        await using var proxy = Cut(stage, 2_000_000, 5_000_000, 9_000_000, 12_000_000);
        await using var session = await stage.ConnectAsync();

        var watch = Stopwatch.StartNew();
        var up = await session.UploadAsync(source, machine);
        var uploaded = watch.Elapsed;
        var down = await session.DownloadAsync(machine, back);

        output.WriteLine(
            $"{Files} files, {up.Bytes:N0} bytes: up in {uploaded.TotalSeconds:0.0} s, down in {(watch.Elapsed - uploaded).TotalSeconds:0.0} s, resumed {up.Resumes} and {down.Resumes} times");
        Assert.Equal((Files, Files, 4, 0), (up.Files, down.Files, up.Resumes + down.Resumes, proxy.CutsLeft));
        Assert.Equal(FileTree.Read(source), FileTree.Read(machine));
        Assert.Equal(FileTree.Read(source), FileTree.Read(back));
    }

    private static CuttingProxy Cut(SshStage stage, params long[] cuts)
    {
        var proxy = new CuttingProxy(stage.Server.Port, cuts);
        stage.Fake.Workspaces.SshEndpoint = proxy.Endpoint;
        stage.Options.PollInterval = TimeSpan.FromMilliseconds(100);
        return proxy;
    }

    private static (string Source, string Machine, string Back) Places(SshStage stage) =>
        (Path.Combine(stage.Folder, "source"), Path.Combine(stage.Folder, "machine"), Path.Combine(stage.Folder, "back"));
}
