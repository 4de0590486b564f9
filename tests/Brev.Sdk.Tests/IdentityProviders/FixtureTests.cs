using System.Text.Json;
using System.Text.Json.Nodes;
using Brev.Sdk.IdentityProviders;
using Brev.Sdk.Tests.Fixtures;

namespace Brev.Sdk.Tests.IdentityProviders;

/// <summary>The bodies of the identity providers are read into their types, which keep what the SDK needs of them.</summary>
public sealed class FixtureTests
{
    public static TheoryData<string> Auth0Errors => [.. Fixture.All.Where(fixture =>
        fixture.File.StartsWith("auth0-error-", StringComparison.Ordinal)).Select(fixture => fixture.File)];

    [Fact]
    public void A_token_of_NVIDIA_is_read() =>
        Assert.Equal(Text("kas-token.json", "token"), Read<KasTokenResponse>("kas-token.json").Token);

    [Fact]
    public void A_success_of_NVIDIA_without_a_token_has_none() =>
        Assert.True(string.IsNullOrEmpty(Read<KasTokenResponse>("kas-token-empty.json").Token));

    [Fact]
    public void A_refused_session_of_NVIDIA_says_so_by_its_code() =>
        Assert.Equal("UNAUTHORIZED", Read<KasTokenResponse>("kas-unauthorized.json").RequestStatus?.StatusCode);

    [Fact]
    public void The_beginning_of_a_login_at_NVIDIA_is_read()
    {
        var login = Read<KasLoginResponse>("kas-login.json");

        Assert.Equal(Text("kas-login.json", "loginUrl"), login.LoginUrl);
        Assert.Equal(Text("kas-login.json", "sessionKey"), login.SessionKey);
    }

    [Fact]
    public void What_begins_a_login_at_NVIDIA_is_written_as_the_CLI_writes_it()
    {
        var request = Read<KasLoginRequest>("kas-login-request.json");

        Assert.True(JsonNode.DeepEquals(Node("kas-login-request.json"), JsonSerializer.SerializeToNode(
            request, typeof(KasLoginRequest), IdentityProviderJsonContext.Default)));
    }

    [Theory]
    [InlineData("auth0-token.json")]
    [InlineData("auth0-token-refresh.json")]
    public void Tokens_of_Auth0_are_read(string file)
    {
        var tokens = Read<Auth0TokenResponse>(file);

        Assert.Equal(Text(file, "access_token"), tokens.AccessToken);
        Assert.Equal(Text(file, "refresh_token"), tokens.RefreshToken);
    }

    [Fact]
    public void The_beginning_of_a_login_at_Auth0_is_read()
    {
        var login = Read<Auth0DeviceCodeResponse>("auth0-device-code.json");

        Assert.Equal(Text("auth0-device-code.json", "device_code"), login.DeviceCode);
        Assert.Equal(Text("auth0-device-code.json", "user_code"), login.UserCode);
        Assert.Equal(Text("auth0-device-code.json", "verification_uri_complete"), login.VerificationUriComplete);
    }

    [Theory]
    [MemberData(nameof(Auth0Errors))]
    public void An_error_of_Auth0_is_read_by_its_code(string file) =>
        Assert.Equal(Text(file, "error"), Read<Auth0TokenResponse>(file).Error);

    private static T Read<T>(string file) => (T)JsonSerializer.Deserialize(Body(file), typeof(T), IdentityProviderJsonContext.Default)!;

    private static JsonNode Node(string file) => JsonNode.Parse(Body(file))!;

    private static string? Text(string file, string member) => Node(file)[member]?.GetValue<string>();

    private static string Body(string file) => Fixture.All.Single(fixture => fixture.File == file).Text;
}
