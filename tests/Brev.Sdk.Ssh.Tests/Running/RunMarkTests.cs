using Brev.Sdk.Ssh.Running;

namespace Brev.Sdk.Ssh.Tests.Running;

/// <summary>What a shell's own files print comes along with what the SDK asks for.</summary>
public sealed class RunMarkTests
{
    [Fact]
    public void Only_lines_about_processes_name_processes() => Assert.Equal(
        [12, 345], RunMark.Processes("Welcome\na/b/c\n/proc/12/\n/proc/cpuinfo\n/proc/345/stat\n /proc/6/stat\n/proc/99999999999/\n"));
}
