using Brev.Sdk.Tests.Authentication;
using Brev.Sdk.Tests.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using HostHealth = Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus;

namespace Brev.Sdk.Tests.Hosting;

/// <summary>Whether Brev can be reached and accepts the login, as a host reports it.</summary>
public sealed class HealthCheckTests
{
    [Fact]
    public async Task A_login_that_is_accepted_is_healthy()
    {
        var entry = await CheckAsync(static _ => (200, "[]"));

        Assert.Equal(HostHealth.Healthy, entry.Status);
    }

    [Fact]
    public async Task A_login_that_is_not_accepted_is_unhealthy_and_says_what_to_do()
    {
        var entry = await CheckAsync(static path => path == "/api/health" ? (200, "{}") : (401, ""));

        Assert.Equal(HostHealth.Unhealthy, entry.Status);
        Assert.Contains("brev login", entry.Description, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", entry.Description + entry.Exception, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/health", 503)]
    [InlineData("/api/organizations", 503)]
    [InlineData("/api/organizations", 403)]
    public async Task A_passing_fault_and_a_login_without_rights_are_degraded(string failing, int status)
    {
        var entry = await CheckAsync(path => path == failing ? (status, "") : path == "/api/health" ? (200, "{}") : (200, "[]"));

        Assert.Equal(HostHealth.Degraded, entry.Status);
    }

    [Fact]
    public async Task A_host_that_is_not_there_is_unhealthy_and_named()
    {
        var services = Services(new Uri("http://127.0.0.1:1"));
        services.AddBrevClient().AddHealthCheck();

        var entry = await CheckAsync(services);

        Assert.Equal(HostHealth.Unhealthy, entry.Status);
        Assert.Contains("127.0.0.1:1", entry.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_status_of_a_failure_can_be_chosen()
    {
        var services = Services(new Uri("http://127.0.0.1:1"));
        services.AddBrevClient().AddHealthCheck("cloud", HostHealth.Degraded, ["ready"]);

        var entry = await CheckAsync(services, "cloud");

        Assert.Equal(HostHealth.Degraded, entry.Status);
        Assert.Equal(["ready"], entry.Tags);
    }

    [Fact]
    public async Task A_keyed_client_has_a_check_of_its_own()
    {
        var services = new ServiceCollection().AddLogging();
        services.AddBrevClient("blue", static options =>
            (options.ControlPlaneEndpoint, options.MaxRetries) = (new Uri("http://127.0.0.1:1"), 0)).AddHealthCheck();

        Assert.Equal(HostHealth.Unhealthy, (await CheckAsync(services, "brev:blue")).Status);
    }

    private static async Task<HealthReportEntry> CheckAsync(Func<string, (int Status, string Body)> answer)
    {
        await using var server = await LoopbackServer.StartAsync();
        server.Answer = (request, context) =>
        {
            var (status, body) = answer(request.Path);
            return AuthenticationStage.WriteJsonAsync(context, request.Path == "/api/health" && status == 200 ? "{}" : body, status);
        };
        var services = Services(server.Address);
        services.AddBrevClient().AddHealthCheck();
        return await CheckAsync(services);
    }

    private static IServiceCollection Services(Uri address)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddBrevClient(options => (options.ControlPlaneEndpoint, options.Credential, options.MaxRetries) =
            (address, BrevCredential.FromAccessToken("canary"), 0));
        return services;
    }

    private static async Task<HealthReportEntry> CheckAsync(IServiceCollection services, string name = "brev")
    {
        await using var provider = services.BuildServiceProvider();
        return (await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries[name];
    }
}
