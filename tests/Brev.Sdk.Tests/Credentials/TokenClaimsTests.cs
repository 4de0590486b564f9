using System.Text;
using Brev.Sdk.Credentials;
using Brev.Sdk.Stores;

namespace Brev.Sdk.Tests.Credentials;

/// <summary>Tokens are read from a file that anybody may have edited: no content of one may end a call in a crash.</summary>
public sealed class TokenClaimsTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("""{"jti":7}""")]
    [InlineData("""{"iss":7,"sub":["a"],"exp":"tomorrow","iat":{"a":1}}""")]
    [InlineData("""{"aud":[1,null,{"a":2}],"exp":-5}""")]
    [InlineData("""{"exp":1e300,"iat":253402300800}""")]
    [InlineData("""{"nbf":9999999999,"exp":4102444800.5}""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("{\"exp\":")]
    public void Any_payload_is_read_or_refused_and_never_throws(string payload)
    {
        var token = $"{Encode("""{"alg":"none"}""")}.{Encode(payload)}.c2ln";

        var isRead = TokenClaims.TryRead(token, out var claims);

        Assert.Equal(isRead, claims is not null);
        Assert.True(claims?.ExpiresOn is null || claims.ExpiresOn > DateTimeOffset.UnixEpoch);
    }

    [Fact]
    public void An_audience_that_is_one_text_does_not_cost_the_other_claims()
    {
        var token = $"{Encode("""{"alg":"none"}""")}.{Encode("""{"aud":"one","sub":"user-1","exp":4102444800}""")}.c2ln";

        Assert.True(TokenClaims.TryRead(token, out var claims));
        Assert.Equal(("user-1", DateTimeOffset.FromUnixTimeSeconds(4102444800)), (claims.Subject, claims.ExpiresOn));
    }

    private static string Encode(string text) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
