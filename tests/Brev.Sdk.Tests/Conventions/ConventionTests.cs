using Brev.Sdk.Testing;

namespace Brev.Sdk.Tests.Conventions;

/// <summary>The client, its contracts and its fake.</summary>
public sealed class ConventionTests() : PackageConventionTests(
    ["Brev.Sdk", "Brev.Sdk.Serialization", "Brev.Sdk.Testing"],
    "Refit",
    typeof(Workspace).Assembly,
    typeof(BrevClient).Assembly,
    typeof(FakeBrev).Assembly);
