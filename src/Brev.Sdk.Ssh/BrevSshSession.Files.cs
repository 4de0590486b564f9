using Brev.Sdk.Ssh.Copying;

namespace Brev.Sdk;

public sealed partial class BrevSshSession
{
    /// <summary>
    /// Copies a file or a folder to the machine by SFTP. Each file gets a temporary name of its own beside its place and is renamed when it
    /// is complete, so that its place never holds a part; a copy that fails or is cancelled removes its parts. Permissions are kept. After
    /// a lost connection copying goes on where it broke. Symbolic links within the folder stay links; others, and what is no file or
    /// folder, are left out and named in the result. A symbolic link in the target that has the name of a folder or file that comes is
    /// replaced, never followed; one that is the path itself is followed, and what it leads to is replaced.
    /// </summary>
    /// <param name="localPath">The file or folder here.</param>
    /// <param name="remotePath">
    /// Its place on the machine: relative paths and <c>~/</c> begin in the home. For a folder this is the folder itself; for a file a path
    /// that ends in a slash, or that is a folder, is the folder to put it into. Missing folders are made; a folder that is there already
    /// keeps its mode.
    /// </param>
    /// <param name="options">Progress and limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the copying. What was complete stays.</param>
    /// <exception cref="FileNotFoundException">There is nothing at the local path.</exception>
    /// <exception cref="BrevSshException">
    /// A file cannot be copied (<see cref="SshFailureReason.CopyFailed"/>), or the connection broke too often.
    /// </exception>
    public Task<SshCopyResult> UploadAsync(
        string localPath, string remotePath, SshCopyOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(localPath);
        ArgumentException.ThrowIfNullOrWhiteSpace(remotePath);
        options = Checked(options);
        var local = Path.TrimEndingDirectorySeparator(localPath);
        return File.Exists(local) || Directory.Exists(local)
            ? _lifetime.RunAsync(new Upload(_files, _connector, local, remotePath, RunInFolderAsync, options).RunAsync, cancellationToken)
            : throw new FileNotFoundException($"There is no file or folder '{localPath}' to upload.", localPath);
    }

    /// <summary>
    /// Copies a file or a folder from the machine by SFTP, in the way <see cref="UploadAsync"/> copies to it.
    /// </summary>
    /// <param name="remotePath">The file or folder on the machine: relative paths and <c>~/</c> begin in the home.</param>
    /// <param name="localPath">
    /// Its place here. For a file a path that ends in a separator, or that is a folder, is the folder to put it into. Missing folders are
    /// made.
    /// </param>
    /// <param name="options">Progress and limits; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the copying. What was complete stays.</param>
    /// <exception cref="BrevSshException">
    /// A file cannot be copied (<see cref="SshFailureReason.CopyFailed"/>), or the connection broke too often.
    /// </exception>
    public Task<SshCopyResult> DownloadAsync(
        string remotePath, string localPath, SshCopyOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(remotePath);
        ArgumentException.ThrowIfNullOrWhiteSpace(localPath);
        return _lifetime.RunAsync(new Download(_files, _connector, remotePath, localPath, Checked(options)).RunAsync, cancellationToken);
    }

    private SshCopyOptions Checked(SshCopyOptions? options)
    {
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        options ??= new SshCopyOptions();
        return options is { MaxResumes: >= 0 and <= 100, ParallelFiles: >= 1 and <= 64 }
            ? options
            : throw new ArgumentOutOfRangeException(
                nameof(options), "SshCopyOptions.MaxResumes must be between 0 and 100, and ParallelFiles between 1 and 64.");
    }

    /// <summary>For what SFTP as the library speaks it cannot do.</summary>
    private async Task RunInFolderAsync(string folder, string script, CancellationToken cancellationToken)
    {
        var options = new SshRunOptions { WorkingDirectory = folder };
        var result = await RunScriptAsync(script, options: options, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (!result.IsSuccess)
        {
            throw new IOException(result.Error.Trim());
        }
    }
}
