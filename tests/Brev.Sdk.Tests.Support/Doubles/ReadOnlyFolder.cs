using Brev.Sdk.Tests.Credentials.Files;
namespace Brev.Sdk.Tests.Doubles;

/// <summary>Makes a folder, with what is in it, read-only for whoever runs the test, root included, until it is disposed.</summary>
public sealed class ReadOnlyFolder : IDisposable
{
    private readonly Action _undo;

    private ReadOnlyFolder(Action undo) => _undo = undo;

    /// <summary>How to do it; no means is known that works everywhere.</summary>
    public enum Means
    {
        /// <summary>A file system that is mounted for reading: EROFS.</summary>
        Mount,

        /// <summary>The immutable flag of Linux: EPERM.</summary>
        Flag,

        /// <summary>The mode, which binds nobody who is root: EACCES.</summary>
        Mode,
    }

    /// <summary>The means for the user that runs the tests.</summary>
    public static TheoryData<Means> All =>
        Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows() ? [Means.Mount, Means.Flag] : [Means.Mode];

    /// <summary>Uses the means, or another one where this machine does not allow it.</summary>
    public static ReadOnlyFolder Make(string path, Means means)
    {
        var made = means == Means.Mode
            ? ByMode(path)
            : (means == Means.Mount ? ByMount(path) ?? ByFlag(path) : ByFlag(path) ?? ByMount(path))
                ?? throw new InvalidOperationException(
                    "Neither mount nor chattr works here, so nothing is read-only for root. Run the tests as another user.");
        try
        {
            File.WriteAllText(Path.Combine(path, "probe"), "");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return made;
        }

        made.Dispose();
        throw new InvalidOperationException($"{path} can be written to all the same.");
    }

    public void Dispose() => _undo();

    private static ReadOnlyFolder? ByMount(string path)
    {
        if (!Tool.Succeeds("mount", "--bind", path, path))
        {
            return null;
        }

        var made = new ReadOnlyFolder(() => Tool.Output("umount", path));
        if (Tool.Succeeds("mount", "-o", "remount,bind,ro", path))
        {
            return made;
        }

        made.Dispose();
        return null;
    }

    private static ReadOnlyFolder? ByFlag(string path) =>
        Tool.Succeeds("chattr", "-R", "+i", path) ? new ReadOnlyFolder(() => Tool.Output("chattr", "-R", "-i", path)) : null;

    private static ReadOnlyFolder ByMode(string path)
    {
        Tool.Output("chmod", "-R", "a-w", path);
        return new ReadOnlyFolder(() => Tool.Output("chmod", "-R", "u+w", path));
    }
}
