namespace Brev.Sdk.Tests.Diagnostics;

/// <summary>Tests that count what the whole process says run when no other test does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
