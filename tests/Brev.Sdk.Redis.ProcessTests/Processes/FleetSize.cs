using System.Globalization;

namespace Brev.Sdk.Redis.ProcessTests.Processes;

/// <summary>How many processes share a login, how often it rotates, and how long a killed owner holds up the others.</summary>
public sealed record FleetSize(int Processes, int Rotations, TimeSpan LockExpiry)
{
    /// <summary>
    /// As large as the environment variable <c>BREV_FLEET_ROTATIONS</c> says, with the lock that an application has; otherwise small, for
    /// every push.
    /// </summary>
    public static FleetSize OfThisRun { get; } = Environment.GetEnvironmentVariable("BREV_FLEET_ROTATIONS") is { Length: > 0 } rotations
        ? new FleetSize(32, int.Parse(rotations, CultureInfo.InvariantCulture), new BrevRedisCredentialStoreOptions().LockExpiry)
        : new FleetSize(12, 12, TimeSpan.FromSeconds(6));
}
