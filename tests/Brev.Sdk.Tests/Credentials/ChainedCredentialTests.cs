using Brev.Sdk.Credentials;
using Brev.Sdk.Stores;
using Brev.Sdk.Tests.Authentication;

namespace Brev.Sdk.Tests.Credentials;

/// <summary>The chain that looks for a login: where it looks, whom it goes on as, and whom not.</summary>
public sealed class ChainedCredentialTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_chain_takes_the_first_place_that_has_a_login_and_stays_with_it()
    {
        var asked = new List<string>();
        var chain = new ChainedCredential(_ => [Place("one", null), Place("two", "token two"), Place("three", "token three")]);

        Assert.Equal("token_two", (await chain.GetTokenAsync()).Token);
        Assert.Equal("token_two", (await chain.GetTokenAsync(forceRefresh: true)).Token);
        Assert.Equal(["one", "two"], asked.Distinct());
        Assert.Single(asked, "one");

        ChainLink Place(string name, string? token) => new(name, () => new Scripted(() =>
        {
            asked.Add(name);
            return token is null ? throw new BrevLoginRequiredException("nothing there") : new BrevAccessToken(token.Replace(' ', '_'));
        }));
    }

    [Fact]
    public async Task The_chain_says_where_it_looked_and_why_each_place_did_not_serve()
    {
        var chain = new ChainedCredential(_ =>
        [
            new("environment", () => new Scripted(() => throw new BrevLoginRequiredException("No variable is set."))),
            new("credentials file", () => BrevCredential.FromCredentialsFile(_folder.File("missing.json"))),
            new("service account", () => BrevCredential.FromStore(new ServiceAccountStore(_folder.File("token")))),
        ]);

        var exception = await Assert.ThrowsAsync<BrevLoginRequiredException>(async () => await chain.GetTokenAsync());

        Assert.All(
            new[]
            {
                "(environment) No variable is set.", "(credentials file)", _folder.File("missing.json"), "(service account)",
                _folder.File("token"), "brev login",
            },
            part => Assert.Contains(part, exception.Message, StringComparison.Ordinal));
        Assert.Equal(2, exception.Message.Split("brev login").Length);
    }

    [Fact]
    public async Task The_chain_goes_on_as_nobody_else_after_a_passing_failure_or_a_damaged_place()
    {
        foreach (var failure in new BrevException[] { new BrevConnectionException("passing"), new BrevConfigurationException("damaged") })
        {
            var chain = new ChainedCredential(_ => [new("one", () => new Scripted(() => throw failure)), new(
                "two", () => new Scripted(() => new BrevAccessToken("somebody-else")))]);

            Assert.Same(failure, await Assert.ThrowsAnyAsync<BrevException>(async () => await chain.GetTokenAsync()));
        }
    }

    [Fact]
    public async Task Callers_of_a_chain_that_has_not_chosen_yet_share_one_wait_and_one_call_to_a_provider_that_hangs()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        CredentialsFile.Write(_folder.File(), TestToken.Create(stage.Clock.GetUtcNow()
            .AddHours(-2), stage.Clock.GetUtcNow().AddHours(-1)), $"{AuthenticationStage.SessionKey}:{AuthenticationStage.DeviceId}");
        var gate = new Gate();
        stage.IdentityProvider.Answer = (_, context) => gate.PassAsync(context.RequestAborted);
        var chain = new ChainedCredential(_ =>
            [new("credentials file", () => stage.Own(BrevCredential.FromCredentialsFile(_folder.File(), stage.CredentialOptions())))]);
        using var cancellation = new CancellationTokenSource();

        var leaving = chain.GetTokenAsync(cancellationToken: cancellation.Token).AsTask();
        var waiting = Enumerable.Range(0, 9).Select(_ => chain.GetTokenAsync().AsTask()).ToArray();
        await gate.Arrived;
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving.WaitAsync(AuthenticationStage.Patience));
        Assert.All(waiting, caller => Assert.False(caller.IsCompleted));
        stage.Clock.Advance(TimeSpan.FromSeconds(31));

        foreach (var caller in waiting)
        {
            await Assert.ThrowsAsync<BrevConnectionException>(() => caller.WaitAsync(AuthenticationStage.Patience));
        }

        Assert.Equal(1, stage.ProviderCalls);
        gate.Open();
    }

    [Rule("2.1")]
    [Fact]
    public async Task A_place_without_a_login_is_asked_once_for_all_callers_that_come_meanwhile()
    {
        var gate = new Gate();
        var asked = 0;
        var place = new OwnCredential(async (_, cancellationToken) =>
        {
            Interlocked.Increment(ref asked);
            await gate.PassAsync(cancellationToken);
            throw new BrevLoginRequiredException("nothing there");
        });
        var chain = new ChainedCredential(
            _ => [new("one", () => place), new("two", () => new Scripted(() => new BrevAccessToken("token")))]);

        var callers = Enumerable.Range(0, 10).Select(_ => chain.GetTokenAsync().AsTask()).ToArray();
        await gate.Arrived;
        gate.Open();

        Assert.All(await Task.WhenAll(callers).WaitAsync(AuthenticationStage.Patience), token => Assert.Equal("token", token.Token));
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task A_chain_that_was_disposed_chooses_again()
    {
        var made = 0;
        var chain = new ChainedCredential(_ => [new("one", Make)]);

        Assert.Equal("token-1", (await chain.GetTokenAsync()).Token);
        await chain.DisposeAsync();
        Assert.Equal("token-2", (await chain.GetTokenAsync()).Token);

        BrevCredential Make()
        {
            var token = new BrevAccessToken($"token-{++made}");
            return new Scripted(() => token);
        }
    }

    [Rule("5.4")]
    [Fact]
    public async Task A_login_that_has_ended_is_followed_by_no_other_accounts()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var mine = Ended(stage, "alice");
        var theirs = BrevCredential.FromAccessToken(
            TestToken.Create(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddHours(1), subject: "bob"));
        var client = stage.CreateClient(
            new ChainedCredential(_ => [new("environment", () => mine), new("credentials file", () => theirs)]));

        var exception = await Assert.ThrowsAsync<BrevLoginRequiredException>(() => client.ListOrganizationsAsync());

        Assert.All(
            [
                "(environment) The access token expired on",
                "(credentials file) It holds the login of another account than the environment",
                "remove the login from the environment",
            ],
            (string part) => Assert.Contains(part, exception.Message, StringComparison.Ordinal));
        Assert.Empty(stage.Api.Requests);
    }

    [Fact]
    public async Task A_login_in_the_file_that_was_rejected_is_followed_by_no_other_accounts()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        CredentialsFile.Write(_folder.File(), TestToken.Create(stage.Clock.GetUtcNow()
            .AddHours(-2), stage.Clock.GetUtcNow().AddHours(-1)), $"{AuthenticationStage.SessionKey}:{AuthenticationStage.DeviceId}");
        stage.IdentityProvider.Answer = (_, context) => AuthenticationStage.RejectAsync(context, 401);
        var client = stage.CreateClient(new ChainedCredential(_ =>
        [
            new("credentials file", () => stage.Own(BrevCredential.FromCredentialsFile(_folder.File(), stage.CredentialOptions()))),
            new("service account", () =>
                BrevCredential.FromAccessToken(TestToken.Create(null, null, subject: "system:serviceaccount:default:default"))),
        ]));

        var exception = await Assert.ThrowsAsync<BrevLoginRequiredException>(() => client.ListOrganizationsAsync());

        Assert.Contains(
            "(service account) It holds the login of another account than the credentials file",
            exception.Message,
            StringComparison.Ordinal);
        Assert.Empty(stage.Api.Requests);
    }

    [Fact]
    public async Task The_same_accounts_other_login_or_an_API_key_that_does_not_say_whose_it_is_takes_over_and_the_log_says_so()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var same = TestToken.Create(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddHours(1), subject: "alice");
        foreach (var (next, token) in new[]
        {
            (BrevCredential.FromAccessToken(same), same), (BrevCredential.FromApiKey("bak-key"), "bak-key"),
        })
        {
            stage.Valid = token;
            var client = stage.CreateClient(
                new ChainedCredential(_ => [new("environment", () => Ended(stage, "alice")), new("credentials file", () => next)]));

            await client.ListOrganizationsAsync();
        }

        Assert.Equal(["Bearer " + same, "Bearer bak-key"], stage.Api.Requests.Select(request => request.Authorization));
        Assert.Equal(2, stage.Log.Entries.Count(entry => entry.Event == 24));
    }

    [Fact]
    public async Task A_place_is_made_when_it_is_asked_and_one_that_could_not_be_made_is_tried_again()
    {
        var asked = 0;
        var first = new ChainedCredential(_ => [new("one", () => new Scripted(() => new BrevAccessToken("token"))), new(
            "two", () => throw new BrevConfigurationException("wrong"))]);
        var second = new ChainedCredential(_ => [new("one", () => asked++ == 0
            ? throw new BrevConfigurationException("wrong")
            : new Scripted(() => new BrevAccessToken("corrected")))]);

        Assert.Equal("token", (await first.GetTokenAsync()).Token);
        await Assert.ThrowsAsync<BrevConfigurationException>(async () => await second.GetTokenAsync());
        Assert.Equal("corrected", (await second.GetTokenAsync()).Token);
        await first.DisposeAsync();
    }

    [Fact]
    public async Task The_places_of_a_chain_that_finds_no_login_are_made_once_and_asked_again()
    {
        var (made, asked) = (0, 0);
        var chain = new ChainedCredential(_ =>
        {
            made++;
            return [new("one", () => new Scripted(() => asked++ < 2
                ? throw new BrevLoginRequiredException("nothing there") : new BrevAccessToken("token")))];
        });

        for (var call = 0; call < 2; call++)
        {
            await Assert.ThrowsAsync<BrevLoginRequiredException>(async () => await chain.GetTokenAsync());
        }

        Assert.Equal("token", (await chain.GetTokenAsync()).Token);
        Assert.Equal((1, "BrevCredential { Scripted }"), (made, chain.ToString()));
    }

    [Rule("2.5")]
    [Fact]
    public async Task A_chain_that_is_disposed_disposes_the_places_that_were_made_and_makes_no_other()
    {
        var made = new List<Scripted>();
        ChainLink Link(string name) => new(name, () =>
        {
            made.Add(new Scripted(() => new BrevAccessToken("token")));
            return made[^1];
        });
        var chain = new ChainedCredential(_ => [Link("one"), Link("two")]);
        await chain.GetTokenAsync();

        await chain.DisposeAsync();

        Assert.True(Assert.Single(made).IsDisposed);
    }

    private static StaticCredential Ended(AuthenticationStage stage, string subject) =>
        StaticCredential.ForAccessToken(
            TestToken.Create(stage.Clock.GetUtcNow().AddHours(-2), stage.Clock.GetUtcNow().AddHours(-1), subject: subject), stage.Clock);

    private sealed class Scripted(Func<BrevAccessToken> get) : BrevCredential
    {
        public bool IsDisposed { get; private set; }

        public override ValueTask DisposeAsync()
        {
            IsDisposed = true;
            return base.DisposeAsync();
        }

        public override string ToString() => "BrevCredential { Scripted }";

        public override ValueTask<BrevAccessToken> GetTokenAsync(bool forceRefresh = false, CancellationToken cancellationToken = default)
        {
            try
            {
                return new ValueTask<BrevAccessToken>(get());
            }
            catch (BrevException exception)
            {
                return ValueTask.FromException<BrevAccessToken>(exception);
            }
        }
    }
}
