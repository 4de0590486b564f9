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
        long[] cuts = [ProofSize.Bytes / 10 * 3, ProofSize.Bytes / 10 * 7];
        await using var proxy = Connect(stage);
        await using var session = await stage.ConnectAsync();

        var watch = Stopwatch.StartNew();
        proxy.CutAfter(cuts);
        var up = await session.UploadAsync(source, machine);
        proxy.CutAfter(cuts);
        var down = await session.DownloadAsync(machine, back);

        output.WriteLine(
            $"{ProofSize.Bytes:N0} bytes up and down in {watch.Elapsed.TotalSeconds:0.0} s, resumed {up.Resumes} and {down.Resumes} times");
        Assert.Equal((2, 2, 0), (up.Resumes, down.Resumes, proxy.CutsLeft));
        Assert.Equal(FileTree.Hash(source), FileTree.Hash(back));
        Assert.Equal(FileTree.Hash(source), FileTree.Hash(machine));
    }

    [SshFact]
    public async Task A_folder_of_two_thousand_files_goes_up_and_comes_down_identical_through_two_cut_connections_each_way()
    {
        await using var stage = await SshStage.StartAsync();
        var (source, machine, back) = Places(stage);
        FileTree.Generate(source, Files);
        long[] cuts = [1_500_000, 3_500_000];
        await using var proxy = Connect(stage);
        await using var session = await stage.ConnectAsync();

        var watch = Stopwatch.StartNew();
        proxy.CutAfter(cuts);
        var up = await session.UploadAsync(source, machine);
        proxy.CutAfter(cuts);
        var uploaded = watch.Elapsed;
        var down = await session.DownloadAsync(machine, back);

        output.WriteLine(
            $"{Files} files, {up.Bytes:N0} bytes: up in {uploaded.TotalSeconds:0.0} s, "
                + $"down in {(watch.Elapsed - uploaded).TotalSeconds:0.0} s, resumed {up.Resumes} and {down.Resumes} times");
        Assert.Equal((Files, Files), (up.Files, down.Files));
        Assert.Equal((2, 2, 0), (up.Resumes, down.Resumes, proxy.CutsLeft));
        Assert.Equal(FileTree.Read(source), FileTree.Read(machine));
        Assert.Equal(FileTree.Read(source), FileTree.Read(back));
    }

    private static CuttingProxy Connect(SshStage stage)
    {
        var proxy = new CuttingProxy(stage.Server.Port);
        stage.Fake.Workspaces.SshEndpoint = proxy.Endpoint;
        stage.Options.PollInterval = TimeSpan.FromMilliseconds(100);
        return proxy;
    }

    private static (string Source, string Machine, string Back) Places(SshStage stage) =>
        (Path.Combine(stage.Folder, "source"), Path.Combine(stage.Folder, "machine"), Path.Combine(stage.Folder, "back"));
}
