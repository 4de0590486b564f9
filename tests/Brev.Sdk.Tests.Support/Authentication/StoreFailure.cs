namespace Brev.Sdk.Tests.Authentication;

/// <summary>How a store fails.</summary>
public enum StoreFailure
{
    Throws,
    Hangs,
    Blocks,
}
