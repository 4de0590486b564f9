namespace Brev.Sdk.Credentials;

/// <summary>Tells the errors of file systems apart. .NET hands most of them on as a number of the operating system's own.</summary>
internal static class FileError
{
    /// <summary>Another process holds the file.</summary>
    public static bool IsHeldByAnother(Exception exception) => IsOneOf(exception, windows: [32, 33], linux: [11], others: [35]);

    /// <summary>The same number as it comes from the C library.</summary>
    public static bool IsHeldByAnother(int number) => number == (OperatingSystem.IsLinux() ? 11 : 35);

    /// <summary>There is a file of this name already.</summary>
    public static bool IsThereAlready(Exception exception) => IsOneOf(exception, windows: [80, 183], linux: [17], others: [17]);

    /// <summary>The disk, or the user's share of it, is full.</summary>
    public static bool IsFull(Exception exception) => IsOneOf(exception, windows: [39, 112, 1295], linux: [28, 122], others: [28, 69]);

    /// <summary>Nobody may write here, or this user may not.</summary>
    public static bool IsDenied(Exception exception) => exception is UnauthorizedAccessException || IsOneOf(exception, windows: [19], linux: [30], others: [30]);

    /// <summary>The path itself is wrong: a file stands where a folder should be, a link leads round in a circle, a name is too long.</summary>
    public static bool IsMisplaced(Exception exception) =>
        exception is PathTooLongException || IsOneOf(exception, windows: [80, 183], linux: [17, 20, 21, 40], others: [17, 20, 21, 62]);

    /// <summary>The process or the machine has run out of something: open files, memory, an answer from the file server.</summary>
    public static bool IsPassing(Exception exception) => IsOneOf(exception, windows: [4, 8, 1450], linux: [12, 23, 24, 110, 116], others: [12, 23, 24, 60, 70]);

    private static bool IsOneOf(Exception exception, ReadOnlySpan<int> windows, ReadOnlySpan<int> linux, ReadOnlySpan<int> others) => exception switch
    {
        not IOException => false,
        _ when OperatingSystem.IsWindows() => windows.Contains(exception.HResult & 0xFFFF),
        _ => (OperatingSystem.IsLinux() ? linux : others).Contains(exception.HResult),
    };
}
