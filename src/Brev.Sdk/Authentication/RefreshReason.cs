namespace Brev.Sdk.Authentication;

/// <summary>
/// Why a flight runs. A flight has the reasons of all who joined it, and acts by the strongest, which is the last of these.
/// </summary>
[Flags]
internal enum RefreshReason
{
    /// <summary>Only the store is read: the first look for a login, or a store that may have changed.</summary>
    Look = 0,

    /// <summary>The token is about to expire; it is still sent meanwhile.</summary>
    Window = 1,

    /// <summary>The token has expired: callers wait.</summary>
    Expired = 2,

    /// <summary>The application asked for another token; the one in use may serve other calls.</summary>
    Forced = 4,

    /// <summary>The server answered 403 to the token. When the new one is denied as well, it is about permissions.</summary>
    Forbidden = 8,

    /// <summary>The server answered 401 to the token: it is as good as none.</summary>
    Denied = 16,
}
