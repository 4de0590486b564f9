using System.Text;
using Brev.Sdk.Files;

namespace Brev.Sdk.Ssh.HostKeys;

/// <summary>
/// The host keys of first connections, by the id of the machine, in OpenSSH's form: readable and writable for the user alone. Programs that
/// add keys at once do so one after the other, by a lock beside the file.
/// </summary>
internal sealed class KnownHostsFile(string folder)
{
    public string Path { get; } = System.IO.Path.Combine(folder, "known_hosts");

    /// <summary>The keys of a machine.</summary>
    /// <exception cref="BrevConfigurationException">The file is there and cannot be read.</exception>
    public IReadOnlyList<KnownHost> Find(string id)
    {
        try
        {
            return File.Exists(Path) ? [.. File.ReadLines(Path).Select(line => Parse(line, id)).OfType<KnownHost>()] : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unusable("read", exception);
        }
    }

    /// <summary>Adds the key of a machine, while no other program adds one.</summary>
    /// <param name="id">The id of the machine.</param>
    /// <param name="choose">Gives the key to add, if one is, when it has seen those that the file holds by then.</param>
    /// <param name="cancellationToken">Ends the wait for other programs.</param>
    /// <exception cref="BrevConfigurationException">The file cannot be written.</exception>
    public async Task AddAsync(string id, Func<IReadOnlyList<KnownHost>, KnownHost?> choose, CancellationToken cancellationToken)
    {
        try
        {
            var target = new FileInfo(Path).LinkTarget is null ? Path : File.ResolveLinkTarget(Path, returnFinalTarget: true)!.FullName;

            // Other processes go by no clock of the application.
            var held = await HeldLock.AcquireAsync(target, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            await using (held.ConfigureAwait(false))
            {
                if (held.Obstacle is { } obstacle)
                {
                    throw new IOException(obstacle);
                }

                if (choose(Find(id)) is { } host)
                {
                    AtomicFile.DeleteLeftovers(target);
                    var before = File.Exists(target) ? await File.ReadAllBytesAsync(target, cancellationToken).ConfigureAwait(false) : [];
                    var line = $"{(before is [.., not (byte)'\n'] ? "\n" : "")}{id} {host.Type} {host.Key}\n";
                    await new AtomicFile(DiskFlush.Default, TimeProvider.System)
                        .ReplaceAsync(target, (byte[])[.. before, .. Encoding.UTF8.GetBytes(line)]).ConfigureAwait(false);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unusable("written", exception);
        }
    }

    private static KnownHost? Parse(string line, string id) =>
        line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is [var name, var type, var key, ..] && name == id
            ? new KnownHost(type, key)
            : null;

    private BrevConfigurationException Unusable(string verb, Exception exception) => new(
        $"The file of SSH host keys '{Path}' cannot be {verb}: {exception.Message.TrimEnd('.')}. Make it usable for this user, or set "
            + "SshOptions.Folder or SshOptions.HostKey.", exception);
}
