using System.Text;

namespace Brev.Sdk.Ssh.Running;

/// <summary>What the machine's shell is told to do.</summary>
internal static class CommandText
{
    /// <summary>Linux takes no longer argument, and the login shell gets the command as one.</summary>
    private const int MostBytes = 131_071;

    /// <summary>A program and its arguments as a command.</summary>
    public static string Of(string program, IEnumerable<string> arguments) =>
        string.Join(' ', arguments.Select(argument => ShellText.Quote(argument
            ?? throw new ArgumentException("An argument is null.", nameof(arguments)))).Prepend(ShellText.QuotePath(program)));

    /// <summary>
    /// The command in its surroundings: folder, variables, and its input, which is empty where there is none, and otherwise begins after
    /// the line that the library needs. A shell reads a line byte by byte, so that the command finds all that follows.
    /// </summary>
    public static string Surround(string command, SshRunOptions options, RunMark mark)
    {
        ShellText.Check(command, nameof(command));
        var text = new StringBuilder(mark.Line).Append(options.Input is null ? "exec </dev/null\n" : "read -r brev_ssh_begin\n");

        if (options.WorkingDirectory is { } folder)
        {
            text.Append("cd -- ").Append(ShellText.QuotePath(folder)).Append(" || ").Append(mark.NotEntered).Append('\n');
        }

        foreach (var (name, value) in options.Environment)
        {
            text.Append("export ").Append(Name(name)).Append('=').Append(ShellText.Quote(value)).Append('\n');
        }

        text.Append(command);
        var whole = text.ToString();
        return Encoding.UTF8.GetByteCount(whole) <= MostBytes ? whole : throw new ArgumentException(
            $"The command has more than {MostBytes:N0} bytes, its variables and folder included, which no Linux machine takes. Run it "
                + "with RunScriptAsync, whose script has no such limit; hand long arguments over by a file or SshRunOptions.Input.",
            nameof(command));
    }

    private static string Name(string name) =>
        name.Length > 0
            && !char.IsAsciiDigit(name[0])
            && name.All(static character => char.IsAsciiLetterOrDigit(character) || character == '_')
            ? name
            : throw new ArgumentException(
                $"'{name}' is no name of an environment variable: letters, digits and underscores, and no digit first.", nameof(name));
}
