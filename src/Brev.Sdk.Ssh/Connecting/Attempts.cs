using System.Globalization;
using Brev.Sdk.Ssh.Addresses;
using Brev.Sdk.Ssh.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Brev.Sdk.Ssh.Connecting;

/// <summary>The attempts to reach one machine: counts them, tells of them, and knows when one was the last.</summary>
internal sealed class Attempts(ISshTarget target, SshOptions options, TimeProvider timeProvider, ILogger logger)
{
    private readonly long _began = timeProvider.GetTimestamp();
    private long? _firstRefusal;
    private FailedAttempt? _last;
    private int _count;

    /// <summary>Notes a failed attempt.</summary>
    /// <exception cref="BrevSshException">The key was refused for too long.</exception>
    public void Note(FailedAttempt failed)
    {
        _last = failed;
        _count++;
        SshLog.NotYet(logger, target.Name, _count, failed.Reason);
        if (!failed.IsRefusal)
        {
            _firstRefusal = null;
        }
        else if (timeProvider.GetElapsedTime(_firstRefusal ??= timeProvider.GetTimestamp()) >= options.AuthenticationPatience)
        {
            throw new BrevSshException(
                SshFailureReason.AuthenticationFailed,
                $"{SshFailure.Capital(target.Name)} refuses this account's key: {failed.Reason} It has done so for "
                    + $"{Text(options.AuthenticationPatience)} or longer. Check that this user has SSH access to it, "
                + $"and SshOptions.User; {target.CliCommand} shows whether OpenSSH is let in.",
                failed.Exception);
        }

        options.Progress?.Report(new SshConnectProgress(_count, timeProvider.GetElapsedTime(_began), failed.Reason));
    }

    public BrevSshException TimedOut() => new(
        _last is { IsOfProxy: true } ? SshFailureReason.ProxyUnavailable : SshFailureReason.Unreachable,
        $"{SshFailure.Capital(target.Name)} could not be reached by SSH within {Text(options.Timeout)} ({_count} "
            + $"{(_count == 1 ? "attempt" : "attempts")}). "
        + $"The last reason: {_last?.Reason ?? "the first attempt, or that of another call, took all of the time."} "
        + $"Wait longer (SshOptions.Timeout), or see what OpenSSH says: {target.CliCommand}",
        _last?.Exception);

    private static string Text(TimeSpan time) => time.TotalMinutes >= 2
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0.#} min")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s");
}
