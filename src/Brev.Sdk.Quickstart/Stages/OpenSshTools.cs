using System.Diagnostics;

namespace Brev.Sdk.Quickstart.Stages;

/// <summary>OpenSSH's programs on this computer.</summary>
internal sealed class OpenSshTools
{
    private const UnixFileMode ForEveryone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    public string Server { get; } = Find("sshd");

    public string Client { get; } = Find("ssh");

    public string KeyMaker { get; } = Find("ssh-keygen");

    /// <summary>What is not there, and how to get it; <see langword="null"/> when all of it is.</summary>
    public string? Missing => OperatingSystem.IsWindows() ? "it needs OpenSSH's server on Linux or macOS"
        : Server.Length == 0 || Client.Length == 0 || KeyMaker.Length == 0
            ? "OpenSSH's server is not installed here (apt-get install openssh-server openssh-client)"
        : null;

    public static void WriteProgram(string path, string text)
    {
        File.WriteAllText(path, text + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, ForEveryone);
        }
    }

    public static void MakeFolder(string path)
    {
        if (!OperatingSystem.IsWindows() && !Directory.Exists(path))
        {
            Directory.CreateDirectory(path, ForEveryone);
        }
    }

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="QuickstartException">It ended with an error.</exception>
    public static async Task RunAsync(string program, params string[] arguments)
    {
        var start =
            new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        await output;
        if (process.ExitCode != 0)
        {
            throw new QuickstartException(
                $"{Path.GetFileName(program)} ends with {process.ExitCode} here ({(await errors).Trim().Split('\n')[^1]})");
        }
    }

    /// <summary>The server must be started by its whole path, and stands where not every user's PATH leads.</summary>
    private static string Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Concat(["/usr/bin", "/usr/sbin", "/usr/local/sbin"])
        .Select(folder => Path.Combine(folder, name))
        .FirstOrDefault(File.Exists) ?? "";
}
