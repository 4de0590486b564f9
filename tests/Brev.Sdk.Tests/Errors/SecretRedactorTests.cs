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
    [InlineData("a-")]
    [InlineData("token")]
    [InlineData("\"token")]
    [InlineData("\"a\"")]
    [InlineData("\"a\" ")]
    [InlineData("\\\"a")]
    [InlineData("://a@")]
    [InlineData("Bearer ")]
    [InlineData("eyJ.")]
    [InlineData("-----BEGIN ")]
    [InlineData("-----BEGIN PRIVATE KEY-----END ")]
    public async Task Two_megabytes_of_a_repeated_beginning_are_read_in_linear_time(string beginning)
    {
        var text = "\"" + string.Concat(Enumerable.Repeat(beginning, 2 * 1024 * 1024 / beginning.Length));

        Assert.NotEmpty(await Task.Run(() => SecretRedactor.Redact(text)).WaitAsync(TimeSpan.FromMinutes(1)));
    }

    [Theory]
    [InlineData("""{"refreshToken":"CANARY-""", "")]
    [InlineData("Bearer CANARY-", "")]
    [InlineData("https://CANARY-", ":@host")]
    [InlineData("-----BEGIN PRIVATE KEY-----CANARY-", "-----END PRIVATE KEY-----")]
    [InlineData("bak-CANARY-", "")]
    public void A_secret_that_goes_on_beyond_what_is_looked_at_is_masked(string beginning, string end)
    {
        var text = beginning + new string('x', 10_000) + end;

        Assert.DoesNotContain("CANARY", SecretRedactor.Redact(text, 100, []), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4, 10_000)]
    [InlineData(90, 10_000)]
    [InlineData(4, 20)]
    public void A_known_secret_is_masked_however_long_it_is_and_wherever_the_text_is_cut(int at, int length)
    {
        var secret = new string('s', length);
        var text = new string('.', at) + secret + secret + " after";

        Assert.DoesNotContain(
            "s", SecretRedactor.Redact(text, 100, [new KnownSecret(secret)])[..Math.Min(100, at + 3)], StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_hidden_brings_nothing_into_view_that_was_looked_at_only_in_part()
    {
        var text = "\"token\":\"" + new string('x', 90) + "\" " + new string('.', 4_090) + "bak-CANARY";

        Assert.DoesNotContain("CANARY", SecretRedactor.Redact(text, 100, []), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"message":"{\"refreshToken\":\"CANARY\"}"}""")]
    [InlineData("clone https://user:p@CANARY@github.com/a failed")]
    public void A_secret_in_an_odd_place_is_masked(string text) =>
        Assert.DoesNotContain("CANARY", SecretRedactor.Redact(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"errors":[{"message":"duplicate workspace with name train-1"}]}""")]
    [InlineData("""{"memoryBytes":{"value":45056,"unit":"MiB"},"values":"of a list"}""")]
    [InlineData("no capacity for g2-standard-4:nvidia-l4:1 at https://example.com/a?b=c")]
    public void Ordinary_text_stays_as_it_is(string text) => Assert.Equal(text, SecretRedactor.Redact(text));
}
