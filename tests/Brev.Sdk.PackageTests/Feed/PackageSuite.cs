namespace Brev.Sdk.PackageTests.Feed;

/// <summary>All tests share one feed and run one after the other: each of them keeps all processors busy.</summary>
[CollectionDefinition(Name)]
public sealed class PackageSuite : ICollectionFixture<PackageFeed>
{
    /// <summary>The name of the suite.</summary>
    public const string Name = "packages";
}
