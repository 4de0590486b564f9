using Brev.Sdk.Ssh.HostKeys;

namespace Brev.Sdk.Ssh.Connecting;

/// <summary>The bounds of <see cref="SshOptions"/>.</summary>
internal static class SshOptionsValidation
{
    public static void Validate(SshOptions options)
    {
        if (options.Timeout != Timeout.InfiniteTimeSpan)
        {
            Check(nameof(options.Timeout), options.Timeout, TimeSpan.FromTicks(1), TimeSpan.FromDays(1));
        }

        Check(nameof(options.PollInterval), options.PollInterval, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10));
        Check(nameof(options.ConnectTimeout), options.ConnectTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        Check(nameof(options.AuthenticationPatience), options.AuthenticationPatience, TimeSpan.Zero, TimeSpan.FromDays(1));
        Check(nameof(options.KeepAliveInterval), options.KeepAliveInterval, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        CheckText(nameof(options.ProxyProgram), options.ProxyProgram ?? "");
        CheckText(nameof(options.User), options.User);
        CheckText(nameof(options.Folder), options.Folder);
        if (options.HostKey is { } pinned)
        {
            HostKeyCheck.Read(pinned);
        }
    }

    private static void CheckText(string name, string? value)
    {
        if (value is not null && string.IsNullOrWhiteSpace(value))
        {
            throw new ArgumentException($"{nameof(SshOptions)}.{name} is empty. Leave it at its default, or set it to a name.", name);
        }
    }

    private static void Check(string name, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
        {
            throw new ArgumentOutOfRangeException($"{nameof(SshOptions)}.{name}", value, $"It must be between {least} and {most}.");
        }
    }
}
