using Brev.Sdk.Redis.Tests.Servers;
using Brev.Sdk.Tests.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace Brev.Sdk.Redis.Tests.Hosting;

/// <summary>The encryption of a service and that of an operator's program, as the page of the package shows them.</summary>
public sealed class SharedKeysTests
{
    [RedisFact]
    public async Task What_an_operators_program_stores_a_service_reads()
    {
        await using var stage = await RedisStage.StartAsync();
        using var folder = new TemporaryFolder();
        var keys = new DirectoryInfo(folder.Path);
        var program = DataProtectionProvider.Create(keys, builder => builder.SetApplicationName("my-fleet"));
        await stage.Store(options => options.DataProtectionProvider = program).SaveAsync(stage.Login, default);

        var services = new ServiceCollection();
        services.AddDataProtection().SetApplicationName("my-fleet").PersistKeysToFileSystem(keys);
        services.AddBrevClient().UseRedisCredentialStore(options => options.ConnectionString = stage.Server.ConnectionString);
        await using var provider = services.BuildServiceProvider();

        Assert.Equal(stage.Login, await provider.GetRequiredService<BrevRedisCredentialStore>().LoadAsync(default));
    }
}
