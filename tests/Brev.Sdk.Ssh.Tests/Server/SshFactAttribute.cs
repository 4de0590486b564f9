namespace Brev.Sdk.Ssh.Tests.Server;

/// <summary>A test that talks to a real OpenSSH server. It is skipped, and says so, on a machine without one.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SshFactAttribute : FactAttribute
{
    /// <summary>Looks for the server.</summary>
    public SshFactAttribute() => Skip = SshServer.Missing;
}
