namespace Brev.Sdk.Generators.Specs;

/// <summary>What it means that a value that is read lacks a member.</summary>
internal enum Absence
{
    Allowed,

    /// <summary>An answer should have it: that it has not is told, and the answer is read.</summary>
    Told,

    Refused,
}
