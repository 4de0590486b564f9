namespace Brev.Sdk.Ssh.Running;

/// <summary>The bounds of <see cref="SshRunOptions"/>.</summary>
internal static class RunOptionsValidation
{
    private static readonly TimeSpan LongestGrace = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(30);

    public static void Validate(SshRunOptions options)
    {
        if ((options.Timeout <= TimeSpan.Zero || options.Timeout > LongestTimeout) && options.Timeout != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options),
                options.Timeout,
                $"SshRunOptions.Timeout must be more than zero and at most {LongestTimeout.Days} days, or infinite.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(options.MaxWaitingOutput, "SshRunOptions.MaxWaitingOutput");
        if (options.KillAfter < TimeSpan.Zero || options.KillAfter > LongestGrace)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), options.KillAfter, $"SshRunOptions.KillAfter must be between zero and {LongestGrace}.");
        }
    }
}
