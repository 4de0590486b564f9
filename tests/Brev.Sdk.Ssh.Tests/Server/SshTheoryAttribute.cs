namespace Brev.Sdk.Ssh.Tests.Server;

/// <summary>A theory that talks to a real OpenSSH server. It is skipped, and says so, on a machine without one.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SshTheoryAttribute : TheoryAttribute
{
    /// <summary>Looks for the server.</summary>
    public SshTheoryAttribute() => Skip = SshServer.Missing;
}
