namespace Brev.Sdk.Authentication;

/// <summary>How a renewal ended; the names of the first four are those of the metrics.</summary>
internal enum RenewalResult
{
    /// <summary>The identity provider gave a new token.</summary>
    Renewed,

    /// <summary>The store held a newer token already.</summary>
    Adopted,

    /// <summary>A passing failure.</summary>
    Transient,

    /// <summary>Only a new login helps.</summary>
    Rejected,

    /// <summary>What the store holds was still good, or nothing was tried: it says nothing about a token that has ended since.</summary>
    Unchanged,

    /// <summary>There is nothing to refresh the stored token with.</summary>
    NotRefreshable,

    /// <summary>The store holds no login.</summary>
    SignedOut,

    /// <summary>The store holds the login of another account.</summary>
    OtherAccount,

    /// <summary>The store cannot be read.</summary>
    Unreadable,
}
