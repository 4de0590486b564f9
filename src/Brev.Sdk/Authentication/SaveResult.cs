namespace Brev.Sdk.Authentication;

/// <summary>What became of a token set that was to be saved.</summary>
internal enum SaveResult
{
    Saved,

    /// <summary>The store failed. The token set stays in use, and is saved later.</summary>
    Kept,

    /// <summary>Something else was stored since the store was read, and stays there.</summary>
    Overtaken,
}
