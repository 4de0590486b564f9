namespace Brev.Sdk.Tests.Credentials;

/// <summary>What is often taken for an API key is told before any call, and never shown.</summary>
public sealed class ApiKeyFormatTests
{
    [Theory]
    [InlineData("brev_api_canary", "inference key")]
    [InlineData(" brev_api_canary\n", "https://api.brev.dev/v1")]
    [InlineData("nvapi-canary", "begins with 'bak-'")]
    [InlineData("\"bak-canary\"", "begins with 'bak-'")]
    [InlineData("BAK-canary", "https://docs.nvidia.com/brev/guides/api-keys")]
    [InlineData("bak-", "begins with 'bak-'")]
    public void What_is_no_API_key_is_refused_with_what_a_key_looks_like(string key, string part)
    {
        var exception = Assert.Throws<BrevConfigurationException>(() => BrevCredential.FromApiKey(key));

        Assert.Contains(part, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", exception.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    public void A_blank_key_or_token_is_an_argument_that_is_wrong(string blank)
    {
        Assert.Equal("apiKey", Assert.Throws<ArgumentException>(() => BrevCredential.FromApiKey(blank)).ParamName);
        Assert.Equal("accessToken", Assert.Throws<ArgumentException>(() => BrevCredential.FromAccessToken(blank)).ParamName);
    }

    [Fact]
    public void An_inference_key_is_no_access_token_either()
    {
        var exception = Assert.Throws<BrevConfigurationException>(() => BrevCredential.FromAccessToken("brev_api_canary"));

        Assert.Contains("not for this API", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_inference_key_is_never_stored()
    {
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => BrevLogin.SignInWithApiKeyAsync("brev_api_canary", "org-1"));

        Assert.Contains("inference key", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", exception.ToString(), StringComparison.Ordinal);
    }
}
