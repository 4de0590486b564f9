namespace Brev.Sdk.Ssh.Configuring;

/// <summary>Where the files are, in the form in which OpenSSH's files can name them.</summary>
internal sealed class ConfigPaths
{
    private const string Special = "\"'$%*?[";
    private const string ShellSpecial = "`!;&|<>(){}";

    public ConfigPaths(SshConfigOptions options)
    {
        Folder = Path.GetFullPath(options.Folder ?? Path.Combine(Home, ".brev"));
        OpenSshFolder = Path.GetFullPath(options.OpenSshFolder ?? Path.Combine(Home, ".ssh"));
        ArgumentException.ThrowIfNullOrWhiteSpace(options.ProxyProgram, nameof(options));
        if (options.ProxyProgram.Any(static character => IsSpecial(character) || ShellSpecial.Contains(character)))
        {
            throw new BrevConfigurationException(
                $"The program '{options.ProxyProgram}' cannot be named in an SSH configuration: one of its characters has a meaning there "
                    + "or in a shell. Set SshConfigOptions.ProxyProgram to a name or a plain path.");
        }

        if (Folder.Any(IsSpecial))
        {
            throw new BrevConfigurationException(
                $"The folder '{Folder}' cannot be named in an SSH configuration: one of its characters has a meaning there. Set "
                    + "SshConfigOptions.Folder to a path without "
                + "quotes, $, %, *, ?, [, backslashes and control characters.");
        }
    }

    public static string Home => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    public string Folder { get; }

    public string OpenSshFolder { get; }

    public string Config => Path.Combine(Folder, "ssh_config");

    public string Key => Path.Combine(Folder, "brev.pem");

    public string KnownHosts => Path.Combine(Folder, "known_hosts");

    public string UserConfig => Path.Combine(OpenSshFolder, "config");

    /// <summary>A program as the first word of a shell's command.</summary>
    public static string QuoteProgram(string program) => program.Any(char.IsWhiteSpace) ? Quote(program) : program;

    /// <summary>A path as an argument: OpenSSH takes slashes on every system, and blanks within quotes.</summary>
    public static string Quote(string path) => $"\"{(OperatingSystem.IsWindows() ? path.Replace('\\', '/') : path)}\"";

    private static bool IsSpecial(char character) =>
        char.IsControl(character) || Special.Contains(character) || (character == '\\' && !OperatingSystem.IsWindows());
}
