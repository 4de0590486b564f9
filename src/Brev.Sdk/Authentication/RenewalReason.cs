namespace Brev.Sdk.Authentication;

/// <summary>Why a renewal was started; the names of the last three are those of the metrics.</summary>
internal enum RenewalReason
{
    /// <summary>Nothing is loaded yet. A login that has expired by then is renewed as <see cref="Expired"/>.</summary>
    Initial,

    /// <summary>The token is about to expire.</summary>
    Window,

    /// <summary>The token has expired.</summary>
    Expired,

    /// <summary>The server did not accept it, or the application asked.</summary>
    Rejected,
}
