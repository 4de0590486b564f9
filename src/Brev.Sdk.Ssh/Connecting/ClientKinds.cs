using Renci.SshNet;

namespace Brev.Sdk.Ssh.Connecting;

/// <summary>The two kinds of connections.</summary>
internal static class ClientKinds
{
    /// <summary>Commands and forwarded ports. The library can ask for nothing less than a command; this one starts no program.</summary>
    public static ClientKind<SshClient> Commands { get; } = new(
        static info => new SshClient(info),
        static async client =>
        {
            using var command = client.CreateCommand(":");
            await command.ExecuteAsync(CancellationToken.None).ConfigureAwait(false);
        });

    public static ClientKind<SftpClient> Files { get; } = new(
        static info => new SftpClient(info), static client => client.GetAttributesAsync(".", CancellationToken.None));
}
