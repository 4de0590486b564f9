using Brev.Sdk.Tests.Authentication;

namespace Brev.Sdk.Tests.Credentials;

/// <summary>An option that is out of its bounds is named where it is passed, before anything is read or sent.</summary>
public sealed class CredentialOptionsTests
{
    public static TheoryData<string, Action<BrevCredentialOptions>> Wrong => new()
    {
        { "KasEndpoint must be", options => options.KasEndpoint = new Uri("http://example.com") },
        { "Auth0Endpoint must be", options => options.Auth0Endpoint = new Uri("https://user@example.com") },
        { "KasIssuer is empty", options => options.KasIssuer = " " },
        { "Auth0Issuer is empty", options => options.Auth0Issuer = "" },
        { "RefreshBeforeExpiry is -00:00:00.0000001", options => options.RefreshBeforeExpiry = TimeSpan.FromTicks(-1) },
        { "RefreshBeforeExpiry is 1.00:00:00.0000001", options => options.RefreshBeforeExpiry = Longer(TimeSpan.FromDays(1)) },
        { "RefreshTimeout is 00:00:00.", options => options.RefreshTimeout = TimeSpan.Zero },
        { "RefreshTimeout is 00:10:00.0000001", options => options.RefreshTimeout = Longer(TimeSpan.FromMinutes(10)) },
        { "TimeProvider is null", options => options.TimeProvider = null! },
        { "LoggerFactory is null", options => options.LoggerFactory = null! },
    };

    public static TheoryData<Action<BrevCredentialOptions>> Right =>
    [
        options => options.RefreshBeforeExpiry = TimeSpan.Zero,
        options => options.RefreshBeforeExpiry = TimeSpan.FromDays(1),
        options => options.RefreshTimeout = TimeSpan.FromTicks(1),
        options => options.RefreshTimeout = TimeSpan.FromMinutes(10),
    ];

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_out_of_its_bounds_is_named(string part, Action<BrevCredentialOptions> set)
    {
        var options = new BrevCredentialOptions();
        set(options);

        Assert.All(
            new Func<BrevCredential>[]
            {
                () => BrevCredential.FromCredentialsFile("missing.json", options),
                () => BrevCredential.FromAccessToken("token", options),
                () => BrevCredential.FromEnvironment(options),
            },
            create => Assert.StartsWith(
                $"BrevCredentialOptions.{part}", Assert.Throws<ArgumentException>(create).Message, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Right))]
    public async Task What_is_at_its_bounds_is_taken(Action<BrevCredentialOptions> set)
    {
        var options = new BrevCredentialOptions();
        set(options);

        await BrevCredential.FromCredentialsFile("missing.json", options).DisposeAsync();
    }

    [Fact]
    public async Task A_store_whose_lock_does_not_outlive_an_attempt_is_refused_with_both_ways_out()
    {
        var options = new BrevCredentialOptions { RefreshTimeout = TimeSpan.FromSeconds(30) };
        await BrevCredential.FromStore(new LosingStore(TimeSpan.FromSeconds(45)), options).DisposeAsync();

        var store = new LosingStore(TimeSpan.FromSeconds(44.9));
        var exception = Assert.Throws<ArgumentException>(() => BrevCredential.FromStore(store, options));

        Assert.StartsWith(
            "LockExpiry is 00:00:44.9000000 in LosingStore, less than half as long again as BrevCredentialOptions.RefreshTimeout "
                + "(00:00:30): a lock that is lost would let two processes spend one refresh token. Set it to 00:00:45 or more, or "
                + "RefreshTimeout to 00:00:29.9333333 or less.",
            exception.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        Assert.Equal("store", Assert.Throws<ArgumentNullException>(() => BrevCredential.FromStore(null!)).ParamName);
        Assert.Equal("accessToken", Assert.Throws<ArgumentException>(() => BrevCredential.FromTokens(" ", "session:device")).ParamName);
        Assert.Equal("refreshToken", Assert.Throws<ArgumentException>(() => BrevCredential.FromTokens("token", " ")).ParamName);
    }

    [Fact]
    public void A_token_prints_its_expiry_and_never_its_value()
    {
        var expiry = new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

        Assert.Equal("BrevAccessToken { Token = *** }", new BrevAccessToken("canary").ToString());
        Assert.Equal(
            "BrevAccessToken { Token = ***, ExpiresOn = 2026-03-04T05:06:07.0000000+00:00 }",
            new BrevAccessToken("canary", expiry).ToString());
    }

    private static TimeSpan Longer(TimeSpan time) => time + TimeSpan.FromTicks(1);

    private sealed class LosingStore(TimeSpan expiry) : BrevCredentialStore
    {
        public override TimeSpan LockExpiry => expiry;

        public override ValueTask<BrevStoredCredential?> LoadAsync(CancellationToken cancellationToken) => default;

        public override ValueTask SaveAsync(BrevStoredCredential credential, CancellationToken cancellationToken) => default;

        public override ValueTask<IAsyncDisposable> LockAsync(CancellationToken cancellationToken) => new(new MemoryStream());
    }
}
