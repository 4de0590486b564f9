namespace Brev.Sdk.Authentication;

/// <summary>Why a renewal was started; the names are those of the metrics.</summary>
internal enum RenewalReason
{
    /// <summary>Nothing is loaded yet.</summary>
    Initial,

    /// <summary>The token is about to expire.</summary>
    Window,

    /// <summary>The token has expired.</summary>
    Expired,

    /// <summary>The server did not accept it, or the application asked.</summary>
    Rejected,
}
