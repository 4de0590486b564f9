namespace Brev.Sdk.IdentityProviders;

/// <summary>What a failed refresh says about the login. Whatever is not clearly a rejection is transient.</summary>
internal enum RefreshFailureKind
{
    /// <summary>A passing failure: the same refresh may succeed later.</summary>
    Transient = 0,

    /// <summary>The provider refused this very credential: only a new login helps.</summary>
    Rejected = 1,
}
