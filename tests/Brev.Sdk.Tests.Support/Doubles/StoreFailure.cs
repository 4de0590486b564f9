namespace Brev.Sdk.Tests.Doubles;

/// <summary>How a store fails.</summary>
public enum StoreFailure
{
    Throws,
    Hangs,
    Blocks,
}
