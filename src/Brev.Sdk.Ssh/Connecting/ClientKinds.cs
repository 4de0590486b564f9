using Renci.SshNet;

namespace Brev.Sdk.Ssh.Connecting;

/// <summary>The two kinds of connections.</summary>
internal static class ClientKinds
{
    /// <summary>
    /// The library's largest packet. Each request of a copy is handed over between threads several times, which costs more than its bytes.
    /// </summary>
    private const uint RequestLength = 64 * 1024;

    /// <summary>Commands and forwarded ports. The library can ask for nothing less than a command; this one starts no program.</summary>
    public static ClientKind<SshClient> Commands { get; } = new(
        static info => new SshClient(info),
        static async client =>
        {
            using var command = client.CreateCommand(":");
            await command.ExecuteAsync(CancellationToken.None).ConfigureAwait(false);
        });

    public static ClientKind<SftpClient> Files { get; } = new(
        static info => new SftpClient(info) { BufferSize = RequestLength },
        static client => client.GetAttributesAsync(".", CancellationToken.None));
}
