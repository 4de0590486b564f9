namespace Brev.Sdk.Stores;

/// <summary>What a stored token set is to the login in use.</summary>
internal enum TokenSetRelation
{
    /// <summary>The store holds no login.</summary>
    Absent,

    /// <summary>The token in use.</summary>
    Same,

    /// <summary>A token that should take the place of the one in use.</summary>
    Newer,

    /// <summary>
    /// No newer token, but a refresh token that this process has not had: another login of the account, which has to be refreshed before
    /// it can be used.
    /// </summary>
    OtherLogin,

    /// <summary>What this process had before: what a failover or a slow writer has brought back.</summary>
    Older,

    /// <summary>Another account's, which is never adopted silently.</summary>
    OtherAccount,
}
