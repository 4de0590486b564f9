using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Brev.Sdk.Tests.Hosting;

/// <summary>Wrong options stop the host when it starts, with a message that names the key to change.</summary>
public sealed class OptionsAtStartTests
{
    [Theory]
    [InlineData(
        "ControlPlaneEndpoint",
        "http://brev.example",
        "'Brev:ControlPlaneEndpoint' sets it to http://brev.example. Set it to an absolute https address")]
    [InlineData("ControlPlaneEndpoint", "brev", "'Brev:ControlPlaneEndpoint' is not an address")]
    [InlineData(
        "PublicApiEndpoint",
        "https://brev.example/?x=1",
        "'Brev:PublicApiEndpoint' sets it to https://brev.example/. Leave out user information, query and fragment")]
    [InlineData("RequestTimeout", "30", "'Brev:RequestTimeout' is not a time. Write hours, minutes and seconds such as '00:00:30'")]
    [InlineData(
        "RequestTimeout",
        "2.00:00:00",
        "'Brev:RequestTimeout' sets it to 2.00:00:00. Set it to more than zero and at most one day")]
    [InlineData("MaxRetries", "often", "'Brev:MaxRetries' is not a whole number")]
    [InlineData("MaxRetries", "11", "'Brev:MaxRetries' sets it to 11. Set it to 0 (never) up to 10")]
    [InlineData("MaxRetries", "4294967298", "'Brev:MaxRetries' is not a whole number that fits")]
    [InlineData("MaxResponseSize", "1", "'Brev:MaxResponseSize' sets it to 1. Set it to 1024 up to 2147483591 bytes")]
    [InlineData("ApiKey", "bak-one\ntwo", "'Brev:ApiKey' is not an API key of Brev")]
    [InlineData("ApiKey", "brev_api_canary", "'Brev:ApiKey' cannot be used. Its value is an inference key")]
    [InlineData("ApiKey", "canary", "'Brev:ApiKey' cannot be used. Its value is no API key of Brev: one begins with 'bak-'")]
    public void A_wrong_value_of_the_configuration_names_its_key(string name, string value, string message)
    {
        using var provider = new ServiceCollection().AddBrevClient(Section((name, value))).Services.BuildServiceProvider();

        var exception = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_logins_name_both_keys_and_no_secret()
    {
        using var provider = new ServiceCollection().AddBrevClient(
            Section(("ApiKey", "bak-canary"), ("CredentialsFile", "/one"))).Services.BuildServiceProvider();

        var exception = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains("'Brev:ApiKey' stands beside 'Brev:CredentialsFile'", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_value_of_code_names_its_option()
    {
        using var provider =
            new ServiceCollection().AddBrevClient(static options => options.MaxRetries = -1).Services.BuildServiceProvider();

        var exception = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains("BrevClientOptions.MaxRetries is -1. Set it to 0 (never) up to 10.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_value_of_a_keyed_client_names_the_client()
    {
        var services = new ServiceCollection();
        services.AddBrevClient("blue", static options => options.MaxRetries = -1);
        services.AddBrevClient("green");
        using var provider = services.BuildServiceProvider();

        var exception = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains("of the client 'blue'", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RequestTimeout", "infinite")]
    [InlineData("RequestTimeout", "00:01:00")]
    [InlineData("MaxRetries", "")]
    [InlineData("MaxResponseSize", "2147483591")]
    [InlineData("SomethingElse", "1")]
    public void A_right_value_passes(string name, string value)
    {
        using var provider = new ServiceCollection().AddBrevClient(Section((name, value))).Services.BuildServiceProvider();

        provider.GetRequiredService<IStartupValidator>().Validate();
    }

    [Fact]
    public void No_key_is_refused_at_once() => Assert.Throws<ArgumentException>(static () => new ServiceCollection().AddBrevClient(""));

    private static IConfigurationSection Section(params (string Name, string Value)[] values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(value =>
            KeyValuePair.Create("Brev:" + value.Name, (string?)value.Value))).Build().GetSection("Brev");
}
