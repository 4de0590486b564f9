using Brev.Sdk;
using Microsoft.Extensions.DependencyInjection;

static class KeyedServices
{
    public static async Task RunAsync(string firstToken, string secondToken)
    {
        // begin
        var services = new ServiceCollection();
        services.AddBrevClient("first", options => options.Credential = BrevCredential.FromAccessToken(firstToken));
        services.AddBrevClient("second", options => options.Credential = BrevCredential.FromAccessToken(secondToken));
        await using var provider = services.BuildServiceProvider();
        foreach (var key in new[] { "first", "second" })
        {
            var brev = provider.GetRequiredKeyedService<BrevClient>(key);
            Console.WriteLine($"{key} is {(await brev.GetCurrentUserAsync()).Username}");
        }

        // end
    }
}
