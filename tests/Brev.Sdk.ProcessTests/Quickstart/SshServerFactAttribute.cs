namespace Brev.Sdk.ProcessTests.Quickstart;

/// <summary>A test of what needs OpenSSH's server. It is skipped, and says so, on a machine without one.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SshServerFactAttribute : FactAttribute
{
    private const string Program = "/usr/sbin/sshd";

    /// <summary>Looks for the server.</summary>
    public SshServerFactAttribute() =>
        Skip = File.Exists(Program) ? null : "OpenSSH's server is needed. Install it: apt-get install openssh-server openssh-client";
}
