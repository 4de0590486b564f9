namespace Brev.Sdk.Generators.Diagnostics;

/// <summary>What became of following a reference.</summary>
internal enum ReferenceStatus
{
    Found,
    Missing,
    External,

    /// <summary>It leads back to itself through nothing but references.</summary>
    Circular,
}
