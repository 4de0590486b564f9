using System.Text;

namespace Brev.Sdk.Ssh.HostKeys;

/// <summary>
/// The host keys of first connections, by the id of the machine, in OpenSSH's form: readable and writable for the user alone.
/// </summary>
internal sealed class KnownHostsFile(string folder)
{
    private const UnixFileMode FileMode600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode FolderMode700 = FileMode600 | UnixFileMode.UserExecute;

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

    /// <summary>Adds the key of a machine, in one write at the end. One call at a time.</summary>
    /// <exception cref="BrevConfigurationException">The file cannot be written.</exception>
    public void Add(string id, KnownHost host)
    {
        try
        {
            CreateFolder();
            var options =
                new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite, BufferSize = 0 };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = FileMode600;
            }

            using var file = new FileStream(Path, options);
            file.Write(Encoding.UTF8.GetBytes($"{(EndsInMidLine() ? "\n" : "")}{id} {host.Type} {host.Key}\n"));
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(file.SafeFileHandle, FileMode600);
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

    private void CreateFolder()
    {
        if (!Directory.Exists(folder))
        {
            _ = OperatingSystem.IsWindows() ? Directory.CreateDirectory(folder) : Directory.CreateDirectory(folder, FolderMode700);
        }
    }

    private bool EndsInMidLine()
    {
        using var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        if (file.Length == 0)
        {
            return false;
        }

        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() != '\n';
    }

    private BrevConfigurationException Unusable(string verb, Exception exception) => new(
        $"The file of SSH host keys '{Path}' cannot be {verb}: {exception.Message.TrimEnd('.')}. Make it usable for this user, or set "
            + "SshOptions.Folder or SshOptions.HostKey.", exception);
}
