using Microsoft.Extensions.Logging;

namespace Brev.Sdk.Authentication;

/// <summary>What a token source takes from <see cref="BrevCredentialOptions"/>, read once.</summary>
internal sealed record TokenSourceSettings(TimeSpan RefreshBeforeExpiry, TimeSpan RefreshTimeout, TimeProvider TimeProvider, ILogger Logger)
{
    public static TokenSourceSettings From(BrevCredentialOptions options, ILoggerFactory log) =>
        new(options.RefreshBeforeExpiry, options.RefreshTimeout, options.TimeProvider, log.CreateLogger<BrevCredential>());
}
