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

    /// <summary>The application asked for another token; the one in use may serve other calls.</summary>
    Forced,

    /// <summary>The server answered 401 to the token: it is as good as none.</summary>
    Denied,

    /// <summary>The server answered 403 to the token. When the new one is refused as well, it is about permissions.</summary>
    Forbidden,
}
