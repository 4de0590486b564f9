namespace Brev.Sdk.Ssh.Copying;

/// <summary>Counts what has been copied, and tells of it. Thread-safe.</summary>
internal sealed class CopyMeter(int totalFiles, long totalBytes, IProgress<SshCopyProgress>? progress)
{
    private const long Step = 1024 * 1024;

    private readonly object _lock = new();
    private long _bytes;
    private long _toldBytes;
    private int _files;

    /// <summary>Everything that has arrived so far, also what was sent again.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Told that something has come over the connection.</summary>
    public Action? Heard { get; set; }

    public void Add(long bytes)
    {
        Heard?.Invoke();
        lock (_lock)
        {
            _bytes += bytes;
            if (_bytes - _toldBytes >= Step)
            {
                Tell();
            }
        }
    }

    public void FileDone()
    {
        lock (_lock)
        {
            _files++;
            Tell();
        }
    }

    private void Tell()
    {
        _toldBytes = _bytes;
        progress?.Report(new SshCopyProgress(_files, totalFiles, _bytes, totalBytes));
    }
}
