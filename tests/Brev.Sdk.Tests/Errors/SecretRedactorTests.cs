using Brev.Sdk.Diagnostics;

namespace Brev.Sdk.Tests.Errors;

public sealed class SecretRedactorTests
{
    [Theory]
    [InlineData("""{"access_token":"CANARY"}""")]
    [InlineData("""{"refreshToken" : "a\"CANARY"}""")]
    [InlineData("""{"workspacePassword":"CANARY","x":1}""")]
    [InlineData("""{"SSHPrivateKey":"CANARY"}""")]
    [InlineData("""{"sessionKey":"CANARY""")]
    [InlineData("""{"name":"HF","value":"CANARY"}""")]
    [InlineData("Authorization: Bearer CANARY")]
    [InlineData("bad key bak-CANARY")]
    [InlineData("token eyJhbGciOi.eyJCANARY.sigCANARY rejected")]
    [InlineData("clone https://user:CANARY@github.com/a/b failed")]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----\nCANARY\n-----END OPENSSH PRIVATE KEY-----")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nCANARY cut off")]
    public void A_secret_is_masked(string text)
    {
        var redacted = SecretRedactor.Redact(text);

        Assert.DoesNotContain("CANARY", redacted, StringComparison.Ordinal);
        Assert.Contains(SecretRedactor.Mask, redacted, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"errors":[{"message":"duplicate workspace with name train-1"}]}""")]
    [InlineData("""{"memoryBytes":{"value":45056,"unit":"MiB"},"values":"of a list"}""")]
    [InlineData("no capacity for g2-standard-4:nvidia-l4:1 at https://example.com/a?b=c")]
    public void Ordinary_text_stays_as_it_is(string text) => Assert.Equal(text, SecretRedactor.Redact(text));
}
