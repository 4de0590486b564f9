namespace Brev.Sdk.IdentityProviders;

/// <summary>What a failed renewal says about the login. Whatever is not clearly a rejection is transient.</summary>
internal enum RefreshFailureKind
{
    /// <summary>A passing failure: the same renewal may succeed later.</summary>
    Transient = 0,

    /// <summary>The provider refused this very credential: only a new login helps.</summary>
    Rejected = 1,
}
