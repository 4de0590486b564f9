namespace Brev.Sdk.Tests.Credentials.Files;

/// <summary>
/// Owner and group of a file, as numbers. Only root can give files away: for everybody else "somebody" is the user that runs the test.
/// </summary>
public static class Ownership
{
    /// <summary>A user and a group that are not the same number, and neither of them root.</summary>
    public static readonly string Somebody = Environment.IsPrivilegedProcess
        ? "65534:65533"
        : $"{Tool.Output("id", "-u").Trim()}:{Tool.Output("id", "-g").Trim()}";

    /// <summary>Whoever runs the test.</summary>
    public static readonly string Own = Environment.IsPrivilegedProcess ? "0:0" : Somebody;

    public static string Of(string path)
    {
        var fields = Tool.Output("ls", "-ldn", path).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return $"{fields[2]}:{fields[3]}";
    }

    public static void Give(string path, string owner) => Tool.Output("chown", owner, path);
}
