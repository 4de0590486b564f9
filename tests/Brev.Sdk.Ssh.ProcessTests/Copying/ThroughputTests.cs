using System.Diagnostics;
using System.Globalization;
using Brev.Sdk.Ssh.Tests.Copying;
using Brev.Sdk.Ssh.Tests.Server;
using Xunit.Abstractions;

namespace Brev.Sdk.Ssh.ProcessTests.Copying;

/// <summary>
/// A copy beside OpenSSH's own, on the same machine, in turns: from nothing, the connection included, to a complete file.
/// </summary>
[Collection("ssh")]
public sealed class ThroughputTests(ITestOutputHelper output)
{
    private const int Rounds = 3;

    /// <summary>
    /// The goal. It is asked for where the size is; at a push, beside other work, the bytes are compared, and the figure is in the output
    /// of the test alone (<c>--logger "console;verbosity=detailed"</c>).
    /// </summary>
    private const double Goal = 0.8;

    [SshFact]
    public Task An_upload_keeps_up_with_scp() => CompareAsync(
        "up",
        static (session, here, machine) => session.UploadAsync(here, machine),
        static (target, here, machine) => [here, $"{target}:{machine}"]);

    [SshFact]
    public Task A_download_keeps_up_with_scp() => CompareAsync(
        "down",
        static (session, here, machine) => session.DownloadAsync(here, machine),
        static (target, here, machine) => [$"{target}:{here}", machine]);

    private async Task CompareAsync(
        string way, Func<BrevSshSession, string, string, Task> copy, Func<string, string, string, string[]> arguments)
    {
        await using var stage = await SshStage.StartAsync();
        var (source, target) = (Path.Combine(stage.Folder, "source"), Path.Combine(stage.Folder, "target"));
        FileTree.WriteLarge(source, ProofSize.Bytes);
        var workspace = stage.AddWorkspace();
        var (own, scp) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var round = 0; round < Rounds; round++)
        {
            scp = Shorter(scp, await TimeAsync(target, () =>
                Tool.RunAsync("scp", [.. ScpOptions(stage), .. arguments($"{Environment.UserName}@127.0.0.1", source, target)])));
            own = Shorter(own, await TimeAsync(target, async () =>
            {
                await using var session = await stage.Brev.ConnectAsync(workspace, stage.Options);
                await copy(session, source, target);
            }));
            Assert.Equal(FileTree.Hash(source), FileTree.Hash(target));
        }

        var ratio = scp / own;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{way}: {ProofSize.Bytes / own.TotalSeconds / 1e6:0} MB/s, scp {ProofSize.Bytes / scp.TotalSeconds / 1e6:0} MB/s, ratio "
                + $"{ratio:0.00} (best of {Rounds})"));
        Assert.True(!ProofSize.IsFull || ratio >= Goal, $"The ratio to scp is {ratio:0.00}, and the goal {Goal}.");
    }

    private static string[] ScpOptions(SshStage stage) =>
    [
        "-q", "-P", stage.Server.Port.ToString(CultureInfo.InvariantCulture), "-i", stage.Server.UserKeyFile, "-F", "none",
        "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR", "-o", "IdentitiesOnly=yes",
    ];

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static async Task<TimeSpan> TimeAsync(string target, Func<Task> copy)
    {
        File.Delete(target);
        var watch = Stopwatch.StartNew();
        await copy();
        return watch.Elapsed;
    }
}
