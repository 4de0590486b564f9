namespace Brev.Sdk.Tests.Doubles;

/// <summary>What a store is asked.</summary>
public enum StoreCall
{
    Load,
    Save,
    Lock,
    Unlock,
    Describe,
}
