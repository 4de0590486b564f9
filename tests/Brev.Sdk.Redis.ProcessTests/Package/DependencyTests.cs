using System.Text.Json.Nodes;

namespace Brev.Sdk.Redis.ProcessTests.Package;

/// <summary>Who uses Brev.Sdk alone gets nothing of Redis.</summary>
public sealed class DependencyTests
{
    private static readonly string[] OfRedis =
    [
        "StackExchange.Redis", "DistributedLock.Redis", "DistributedLock.Core", "Microsoft.AspNetCore.DataProtection.Abstractions",
    ];

    [Fact]
    public void No_package_of_Redis_is_among_those_of_Brev_Sdk()
    {
        var locked =
            JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Brev.Sdk.lock.json")))!["dependencies"]!.AsObject();

        Assert.NotEmpty(locked);
        Assert.All(locked, framework =>
            Assert.Empty(framework.Value!.AsObject().Select(package => package.Key).Intersect(OfRedis, StringComparer.OrdinalIgnoreCase)));
    }

    [Fact]
    public void The_assembly_of_Brev_Sdk_refers_to_none_of_Redis() =>
        Assert.Empty(typeof(BrevClient).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name).Intersect(
            OfRedis, StringComparer.OrdinalIgnoreCase));
}
