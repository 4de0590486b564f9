namespace Brev.Sdk.Authentication;

/// <summary>Runs the flights of a cache, one at a time.</summary>
internal interface ITokenRefresher
{
    /// <summary>Where the tokens come from, for messages.</summary>
    string Source { get; }

    /// <summary>Runs one flight, which ends the flight and never throws.</summary>
    Task RunAsync(RefreshFlight flight);
}
