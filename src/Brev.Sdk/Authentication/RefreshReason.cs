namespace Brev.Sdk.Authentication;

/// <summary>Why a flight runs, in order of need: a caller who joins a flight can only raise it.</summary>
internal enum RefreshReason
{
    /// <summary>Only the store is read: the first look for a login, or a store that may have changed.</summary>
    Look,

    /// <summary>The token is about to expire; it is still sent meanwhile.</summary>
    Window,

    /// <summary>The token has expired: callers wait.</summary>
    Expired,

    /// <summary>The server answered 401 to the token, or the application asked for another.</summary>
    Forced,

    /// <summary>The server answered 403 to the token. When the new one is refused as well, it is about permissions.</summary>
    Forbidden,
}
