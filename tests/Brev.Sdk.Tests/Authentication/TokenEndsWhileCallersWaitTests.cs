using System.Net;
using Brev.Sdk.Credentials;
using Brev.Sdk.Stores;

namespace Brev.Sdk.Tests.Authentication;

/// <summary>
/// A token that can be refreshed ends between a look at it and the moment at which the waiting caller runs: it is refreshed, and no caller
/// is told to sign in.
/// </summary>
public sealed class TokenEndsWhileCallersWaitTests
{
    private static readonly TimeSpan Jump = TimeSpan.FromMinutes(61);

    public static TheoryData<int, bool> Looks
    {
        get
        {
            var data = new TheoryData<int, bool>();
            foreach (var look in Enumerable.Range(0, 8))
            {
                data.Add(look, false);
                data.Add(look, true);
            }

            return data;
        }
    }

    [Rule("1.4")]
    [Theory]
    [MemberData(nameof(Looks))]
    public async Task A_first_token_that_ends_after_any_look_at_the_clock_is_refreshed_once(int looks, bool isChained)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var (credential, clock) = Create(stage, isChained);
        clock.JumpAfter(looks, Jump);

        var token = await credential.GetTokenAsync();

        Assert.Equal(clock.IsSeenPastJump ? 1 : 0, stage.ProviderCalls);
        Assert.Equal(clock.IsSeenPastJump ? stage.Valid : stage.FirstToken, token.Token);
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task With_the_provider_down_a_first_token_that_ends_after_any_look_at_the_clock_brings_a_transient_error(
        int looks, bool isChained)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var (credential, clock) = Create(stage, isChained);
        stage.IdentityProvider.Answer = (_, context) => AuthenticationStage.RejectAsync(context, 503);
        clock.JumpAfter(looks, Jump);

        var exception = await Record.ExceptionAsync(async () => await credential.GetTokenAsync());

        Assert.Equal(clock.IsSeenPastJump, exception is BrevConnectionException { IsTransient: true });
        Assert.Equal(clock.IsSeenPastJump, exception is not null);
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task A_token_in_use_that_ends_after_any_look_at_the_clock_is_refreshed(int looks, bool isChained)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var (credential, clock) = Create(stage, isChained);
        await credential.GetTokenAsync();
        stage.Clock.Advance(TimeSpan.FromMinutes(56));
        clock.JumpAfter(looks, Jump);

        for (var call = 0; call < 4; call++)
        {
            await credential.GetTokenAsync();
            await stage.SettleAsync();
        }

        var token = await credential.GetTokenAsync();
        Assert.True(clock.IsSeenPastJump);
        Assert.Equal(stage.Valid, token.Token);
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task A_forced_refresh_whose_token_ends_after_any_look_at_the_clock_brings_another(int looks, bool isChained)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var (credential, clock) = Create(stage, isChained);
        clock.JumpAfter(looks, Jump);

        var token = await credential.GetTokenAsync(forceRefresh: true);

        Assert.NotEqual(stage.FirstToken, token.Token);
        Assert.InRange(stage.ProviderCalls, 1, 2);
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task A_rejected_token_that_ends_after_any_look_at_the_clock_is_replaced(int looks, bool isChained)
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var (credential, clock) = Create(stage, isChained);
        var rejected = await credential.GetTokenAsync();
        clock.JumpAfter(looks, Jump);

        var replacement = await credential.ReplaceDeniedAsync(rejected, HttpStatusCode.Unauthorized, default);

        Assert.NotNull(replacement);
        Assert.NotEqual(rejected.Token, replacement.Token);
        Assert.InRange(stage.ProviderCalls, 1, 2);
    }

    [Fact]
    public async Task A_token_that_cannot_be_refreshed_and_ends_while_its_caller_waits_is_the_end_of_the_login()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var clock = new JumpingClock(stage.Clock);
        var store = new MemoryCredentialStore(new BrevStoredCredential { AccessToken = stage.FirstToken });
        var options = stage.CredentialOptions();
        options.TimeProvider = clock;
        var credential = stage.Own(BrevCredential.FromStore(store, options));
        clock.JumpAfter(2, Jump);

        var exception = await Assert.ThrowsAsync<BrevLoginRequiredException>(async () => await credential.GetTokenAsync());

        Assert.Contains("There is no refresh token", exception.Message, StringComparison.Ordinal);
    }

    private static (BrevCredential Credential, JumpingClock Clock) Create(AuthenticationStage stage, bool isChained)
    {
        var clock = new JumpingClock(stage.Clock);
        stage.IdentityProvider.Answer = (_, context) =>
        {
            stage.Valid = TestToken.Create(clock.Now, clock.Now + stage.Lifetime);
            return AuthenticationStage.WriteJsonAsync(context, $$"""{"token":"{{stage.Valid}}"}""");
        };
        var credential = stage.CreateCredential(options => options.TimeProvider = clock);
        return (isChained ? stage.Own(new ChainedCredential(_ => [new("credentials file", () => credential)])) : credential, clock);
    }
}
