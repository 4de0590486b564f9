namespace Brev.Sdk.Stores;

/// <summary>What a store found when it was read.</summary>
/// <param name="TokenSet">What counts; <see langword="null"/> when there is no login in the store.</param>
/// <param name="Stored">What the store holds, exactly as it is: what a save replaces.</param>
internal readonly record struct StoreReading(BrevStoredCredential? TokenSet, BrevStoredCredential? Stored)
{
    /// <summary>Whether what is there was cut off or damaged by a writer that was ended in the middle, which signs no user out.</summary>
    public bool IsTorn { get; init; }

    /// <summary>Why what is there cannot be understood, or not be read; <see langword="null"/> when it can, or there is nothing.</summary>
    public BrevConfigurationException? Fault { get; init; }

    /// <summary>Whether it is on record that the token set took the place of another, whatever their times say.</summary>
    public bool IsOnRecord { get; init; }

    /// <summary>Whether there is no login any more, and what guarded it is still there: to be deleted under the lock.</summary>
    public bool IsLeftOver { get; init; }

    /// <summary>
    /// Whether the store holds something that was replaced already, or half of it: what counts is to be stored again, under the lock.
    /// </summary>
    public bool IsPutBack => IsOnRecord && !ReferenceEquals(TokenSet, Stored);
}
