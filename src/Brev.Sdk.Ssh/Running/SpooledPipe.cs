using Microsoft.Win32.SafeHandles;

namespace Brev.Sdk.Ssh.Running;

/// <summary>
/// Bytes on their way from the library's receiving thread to a reader. The writer never waits, because a receiving thread that waits stops
/// the whole connection. What the reader has not taken yet is kept in memory up to a limit, and beyond it in a temporary file that has no
/// name on Unix, is written round and round within its own limit, and is gone with the pipe.
/// </summary>
internal sealed class SpooledPipe(long fileLimit, int memoryLimit = SpooledPipe.DefaultMemoryLimit) : IDisposable
{
    public const int DefaultMemoryLimit = 1024 * 1024;

    private readonly object _lock = new();
    private readonly LinkedList<ReadOnlyMemory<byte>> _memory = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private FileStream? _file;
    private long _inMemory;
    private long _fileStart;
    private long _fileEnd;
    private bool _isComplete;
    private bool _isDisposed;

    /// <summary>What the file takes of the disk.</summary>
    public long FileLength => _file?.Length ?? 0;

    /// <exception cref="IOException">There is no room for what the reader has not taken.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            if (bytes.IsEmpty || _isComplete || _isDisposed)
            {
                return;
            }

            if (_fileEnd == _fileStart && _inMemory < memoryLimit)
            {
                _memory.AddLast(bytes.ToArray());
                _inMemory += bytes.Length;
            }
            else
            {
                if (_fileEnd - _fileStart + bytes.Length > fileLimit)
                {
                    throw new IOException($"more than {fileLimit:N0} bytes wait for a reader that does not take them");
                }

                _file ??= OpenFile();
                Spool(bytes, _file.SafeFileHandle);
            }

            _changed.TrySetResult();
        }
    }

    /// <summary>Says that nothing more will come.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            _isComplete = true;
            _changed.TrySetResult();
        }
    }

    /// <summary>Reads what is there, waits while there is nothing, and gives 0 at the end.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (Take(buffer.Span) is > 0 and { } count)
                {
                    return count;
                }

                if (_isComplete || _isDisposed)
                {
                    return 0;
                }

                if (_changed.Task.IsCompleted)
                {
                    _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _memory.Clear();
            (_fileStart, _fileEnd) = (0, 0);
            _file?.Dispose();
            _changed.TrySetResult();
        }
    }

    private int Take(Span<byte> buffer)
    {
        if (_memory.First is not { } first)
        {
            return _fileStart < _fileEnd ? TakeFromFile(buffer) : 0;
        }

        var count = Math.Min(first.Value.Length, buffer.Length);
        first.Value.Span[..count].CopyTo(buffer);
        first.Value = first.Value[count..];
        _inMemory -= count;
        if (first.Value.IsEmpty)
        {
            _memory.RemoveFirst();
        }

        return count;
    }

    private void Spool(ReadOnlySpan<byte> bytes, SafeFileHandle file)
    {
        while (!bytes.IsEmpty)
        {
            var (place, count) = Next(_fileEnd, bytes.Length);
            RandomAccess.Write(file, bytes[..count], place);
            bytes = bytes[count..];
            _fileEnd += count;
        }
    }

    private int TakeFromFile(Span<byte> buffer)
    {
        var (place, most) = Next(_fileStart, Math.Min(buffer.Length, _fileEnd - _fileStart));
        var count = RandomAccess.Read(_file!.SafeFileHandle, buffer[..most], place);
        _fileStart += count;
        if (_fileStart == _fileEnd)
        {
            (_fileStart, _fileEnd) = (0, 0);
            _file.SetLength(0);
        }

        return count;
    }

    /// <summary>Where a byte of the stream lies in the file, and how many of those behind it follow there.</summary>
    private (long Place, int Count) Next(long position, long wanted) =>
        (position % fileLimit, (int)Math.Min(wanted, fileLimit - (position % fileLimit)));

    private static FileStream OpenFile()
    {
        var path = Path.Combine(Path.GetTempPath(), $"brev-ssh-{Guid.NewGuid():N}");
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose,
            BufferSize = 0,
        };
        if (OperatingSystem.IsWindows())
        {
            return new FileStream(path, options);
        }

        options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        File.Delete(path);
        return file;
    }
}
