using Brev.Sdk.Settings;

namespace Brev.Sdk.Tests.Settings;

/// <summary>The one rule for addresses that secrets are sent to.</summary>
public sealed class SecureAddressTests
{
    [Rule("8")]
    [Theory]
    [InlineData("https://host")]
    [InlineData("https://host:8443/path/")]
    [InlineData("HTTPS://HOST")]
    [InlineData("http://localhost:5000")]
    [InlineData("http://127.0.0.1")]
    [InlineData("http://127.8.9.10:80")]
    [InlineData("http://[::1]:5000")]
    public void An_https_address_and_http_to_this_machine_are_secure_roots(string address) =>
        Assert.True(SecureAddress.IsSecureRoot(new Uri(address)));

    [Rule("8")]
    [Theory]
    [InlineData("http://host")]
    [InlineData("http://10.0.0.1")]
    [InlineData("http://localhost.evil.example")]
    [InlineData("http://127.0.0.1.evil.example")]
    [InlineData("ftp://localhost")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ws://localhost")]
    public void Other_schemes_and_http_to_another_machine_are_not_secure(string address) =>
        Assert.False(SecureAddress.IsSecure(new Uri(address)));

    [Theory]
    [InlineData("https://user@host")]
    [InlineData("https://user:password@host")]
    [InlineData("https://host/?x=1")]
    [InlineData("https://host/#y")]
    [InlineData("http://user@localhost")]
    public void User_information_a_query_and_a_fragment_make_no_root(string address) =>
        Assert.False(SecureAddress.IsSecureRoot(new Uri(address)));

    [Fact]
    public void No_address_is_not_secure() => Assert.False(SecureAddress.IsSecureRoot(null));

    [Fact]
    public void A_relative_address_is_not_secure() => Assert.False(SecureAddress.IsSecureRoot(new Uri("path", UriKind.Relative)));

    [Theory]
    [InlineData("https://host/?x=1")]
    [InlineData("https://user@host")]
    [InlineData("http://host")]
    public void The_options_of_a_credential_hold_the_rule_for_the_identity_provider(string address) =>
        Assert.Throws<ArgumentException>(() =>
            BrevCredential.FromCredentialsFile(null, new BrevCredentialOptions { KasEndpoint = new Uri(address) }));
}
