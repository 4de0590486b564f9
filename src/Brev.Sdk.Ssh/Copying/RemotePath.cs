using Renci.SshNet;

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

    public static string Combine(string folder, string below) => below.Length == 0 ? folder : $"{folder.TrimEnd('/')}/{below}";

    public static string Parent(string path) => path[..Math.Max(1, path.LastIndexOf('/'))];
}
