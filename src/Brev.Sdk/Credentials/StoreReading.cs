namespace Brev.Sdk.Credentials;

/// <summary>What a store found when it was read.</summary>
/// <param name="TokenSet">What it holds; <see langword="null"/> when there is no login in it.</param>
internal readonly record struct StoreReading(BrevStoredCredential? TokenSet)
{
    /// <summary>Whether what is there was cut off or damaged by a writer that was ended in the middle, which signs no user out.</summary>
    public bool IsTorn { get; init; }

    /// <summary>Why what is there cannot be understood; <see langword="null"/> when it can, or there is nothing.</summary>
    public BrevConfigurationException? Fault { get; init; }

    /// <summary>Whether it is on record that the token set took the place of the one in use, whatever their times say.</summary>
    public bool IsOnRecord { get; init; }
}
