using Brev.Sdk.Tests.Authentication;

namespace Brev.Sdk.Tests.IdentityProviders;

/// <summary>An identity provider, or a host in between, that answers with megabytes.</summary>
public sealed class LongProviderAnswerTests
{
    private const int Length = 2 * 1024 * 1024;

    [Theory]
    [InlineData(TestToken.KasIssuer, "a-")]
    [InlineData(TestToken.KasIssuer, "\"token")]
    [InlineData(TestToken.KasIssuer, "{\"error\":")]
    [InlineData(TestToken.Auth0Issuer, "UNAUTHORIZED")]
    [InlineData(TestToken.Auth0Issuer, "[")]
    public async Task An_error_of_two_megabytes_is_a_passing_failure_that_quotes_nothing_of_it(string issuer, string beginning)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var body = string.Concat(Enumerable.Repeat(beginning, Length / beginning.Length));
        stage.IdentityProvider.Answer = (_, context) => AuthenticationStage.WriteJsonAsync(context, body, 400);
        var ended = TestToken.Create(stage.Clock.GetUtcNow().AddHours(-2), stage.Clock.GetUtcNow().AddHours(-1), issuer);
        var credential = stage.Own(BrevCredential.FromTokens(ended, "canary-key:device", stage.CredentialOptions()));

        var exception = await Assert.ThrowsAsync<BrevConnectionException>(
            () => credential.GetTokenAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1)));

        Assert.InRange(exception.Message.Length, 1, 1024);
    }
}
