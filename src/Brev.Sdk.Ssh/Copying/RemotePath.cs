using Renci.SshNet;
using Renci.SshNet.Common;

namespace Brev.Sdk.Ssh.Copying;

/// <summary>Paths on the machine: slashes, and <c>~</c> at the beginning for the folder that SFTP starts in.</summary>
internal static class RemotePath
{
    /// <summary>An absolute path.</summary>
    public static string Absolute(SftpClient sftp, string path)
    {
        var relative = path == "~" ? "" : path.StartsWith("~/", StringComparison.Ordinal) ? path[2..] : path;
        var absolute = relative.StartsWith('/') ? relative : $"{sftp.WorkingDirectory.TrimEnd('/')}/{relative}";
        return absolute.Length > 1 ? absolute.TrimEnd('/') : absolute;
    }

    /// <summary>
    /// Where a link leads that is named itself: its end is what is replaced, and the part stands beside that, because a rename reaches no
    /// other file system.
    /// </summary>
    public static async Task<string> EndOfAsync(SftpClient sftp, string path, CancellationToken cancellationToken)
    {
        try
        {
            return (await sftp.GetAsync(path, cancellationToken).ConfigureAwait(false)).FullName;
        }
        catch (SftpPathNotFoundException)
        {
            return path;
        }
    }

    public static string Combine(string folder, string below) => below.Length == 0 ? folder : $"{folder.TrimEnd('/')}/{below}";

    public static string Parent(string path) => path[..Math.Max(1, path.LastIndexOf('/'))];
}
