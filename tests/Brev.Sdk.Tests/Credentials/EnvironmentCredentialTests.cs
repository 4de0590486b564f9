using Brev.Sdk.Credentials;
using Brev.Sdk.Tests.Authentication;

namespace Brev.Sdk.Tests.Credentials;

/// <summary>The environment variables, which somebody may change while the process runs.</summary>
public sealed class EnvironmentCredentialTests : IDisposable
{
    private static readonly string[] Variables = [StaticCredential.ApiKeyVariable, StaticCredential.TokenVariable];
    private readonly string?[] _before = [.. Variables.Select(Environment.GetEnvironmentVariable)];

    public EnvironmentCredentialTests() => Array.ForEach(Variables, variable => Environment.SetEnvironmentVariable(variable, null));

    public void Dispose()
    {
        foreach (var (variable, value) in Variables.Zip(_before))
        {
            Environment.SetEnvironmentVariable(variable, value);
        }
    }

    [Fact]
    public async Task An_API_key_wins_and_is_sent_as_it_is()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        Set(" bak-key \n", stage.FirstToken);

        Assert.Equal("bak-key", (await StaticCredential.ForEnvironment(stage.Clock).GetTokenAsync()).Token);
    }

    [Fact]
    public async Task A_token_that_was_replaced_since_it_was_rejected_is_sent_every_time_and_without_a_pause()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        Set(null, stage.FirstToken);
        var client = stage.CreateClient(StaticCredential.ForEnvironment(stage.Clock));
        await client.ListOrganizationsAsync();

        for (var replaced = 0; replaced < 10; replaced++)
        {
            stage.Valid = stage.NewToken();
            await Assert.ThrowsAsync<BrevApiException>(() => client.ListOrganizationsAsync());
            Set(null, stage.Valid);
            await client.ListOrganizationsAsync();
        }

        Assert.Equal(31, stage.Api.Requests.Count);
    }

    [Fact]
    public async Task A_token_that_was_replaced_since_it_expired_is_picked_up()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        Set(null, stage.FirstToken);
        var credential = StaticCredential.ForEnvironment(stage.Clock);
        await credential.GetTokenAsync();

        stage.Clock.Advance(TimeSpan.FromHours(1));
        await Assert.ThrowsAsync<BrevLoginRequiredException>(async () => await credential.GetTokenAsync());
        var next = stage.NewToken();
        Set(null, next);

        Assert.Equal(next, (await credential.GetTokenAsync()).Token);
    }

    [Fact]
    public async Task A_value_that_cannot_be_a_header_and_one_that_is_missing_say_so()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var credential = StaticCredential.ForEnvironment(stage.Clock);
        var missing = await Assert.ThrowsAsync<BrevLoginRequiredException>(async () => await credential.GetTokenAsync());
        Set("two words", null);

        var damaged = await Assert.ThrowsAsync<BrevConfigurationException>(async () => await credential.GetTokenAsync());

        Assert.Contains(StaticCredential.ApiKeyVariable, missing.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("words", damaged.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("brev_api_canary", null, "BREV_API_KEY is an inference key")]
    [InlineData("canary", null, "BREV_API_KEY is no API key of Brev")]
    [InlineData(null, "brev_api_canary", "BREV_API_TOKEN is an inference key")]
    public async Task A_variable_that_holds_another_kind_of_key_ends_every_call_before_it_is_sent(string? key, string? token, string part)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        Set(key, token);
        var chain = stage.Own(new ChainedCredential(ChainedCredential.CreateLinks));
        foreach (var credential in new[] { BrevCredential.FromEnvironment(), chain })
        {
            var client = stage.CreateClient(credential);

            var exception = await Assert.ThrowsAsync<BrevConfigurationException>(() => client.ListOrganizationsAsync());

            Assert.Contains(part, exception.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("canary", exception.ToString(), StringComparison.Ordinal);
        }

        Assert.Empty(stage.Api.Requests);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_token_in_the_environment_ends_by_the_given_clock_or_by_that_of_the_client(bool isGiven)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        Set(null, stage.FirstToken);
        var client = stage.CreateClient(isGiven
            ? BrevCredential.FromEnvironment(stage.CredentialOptions())
            : BrevCredential.FromEnvironment());

        await client.ListOrganizationsAsync();
        stage.Clock.Advance(TimeSpan.FromHours(1));
        await Assert.ThrowsAsync<BrevLoginRequiredException>(() => client.ListOrganizationsAsync());
    }

    private static void Set(string? key, string? token)
    {
        Environment.SetEnvironmentVariable(StaticCredential.ApiKeyVariable, key);
        Environment.SetEnvironmentVariable(StaticCredential.TokenVariable, token);
    }
}
