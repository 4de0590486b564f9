using Brev.Sdk.Tests.Conventions;

namespace Brev.Sdk.Redis.Tests.Conventions;

/// <summary>The package for Redis.</summary>
public sealed class ConventionTests() : PackageConventionTests(
    ["Brev.Sdk", "Brev.Sdk.Redis"], "StackExchange", typeof(BrevRedisCredentialStore).Assembly);
