using Brev.Sdk.Credentials;
using Brev.Sdk.Tests.Authentication;

namespace Brev.Sdk.Tests.Credentials;

/// <summary>The credentials besides the renewable one, and the chain that looks for one.</summary>
public sealed class CredentialFamilyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_service_account_token_is_sent_without_the_line_break_of_its_file_and_a_replaced_one_is_picked_up()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        await File.WriteAllTextAsync(_folder.File(), stage.FirstToken + "\n");
        var client = stage.CreateClient(stage.Own(BrevCredential.FromStore(new ServiceAccountStore(_folder.File()), stage.CredentialOptions())));
        await client.ListOrganizationsAsync();

        stage.Clock.Advance(TimeSpan.FromMinutes(30));
        stage.Valid = stage.NewToken();
        await File.WriteAllTextAsync(_folder.File(), stage.Valid + "\n");
        await client.ListOrganizationsAsync();

        Assert.Equal(["Bearer " + stage.FirstToken, "Bearer " + stage.FirstToken, "Bearer " + stage.Valid], stage.Api.Requests.Select(request => request.Authorization));
        Assert.Equal(0, stage.ProviderCalls);
    }

    [Fact]
    public async Task An_API_key_is_sent_verbatim_and_a_401_on_it_is_shown_without_a_second_try()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var client = stage.CreateClient(BrevCredential.FromApiKey(" bak-some.key \n"));

        await Assert.ThrowsAsync<BrevApiException>(() => client.ListOrganizationsAsync());

        Assert.Equal("Bearer bak-some.key", Assert.Single(stage.Api.Requests).Authorization);
    }

    [Fact]
    public async Task The_chain_takes_the_first_place_that_has_a_login_and_stays_with_it()
    {
        var asked = new List<string>();
        var chain = new ChainedCredential(_ => [Place("one", null), Place("two", "token two"), Place("three", "token three")]);

        Assert.Equal("token_two", (await chain.GetTokenAsync()).Token);
        Assert.Equal("token_two", (await chain.GetTokenAsync(forceRefresh: true)).Token);
        Assert.Equal(["one", "two", "two"], asked);

        (string, BrevCredential) Place(string name, string? token) => (name, new Scripted(() =>
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
            ("environment", new Scripted(() => throw new BrevLoginRequiredException("No variable is set."))),
            ("credentials file", BrevCredential.FromCredentialsFile(_folder.File("missing.json"))),
            ("service account", BrevCredential.FromStore(new ServiceAccountStore(_folder.File("token")))),
        ]);

        var exception = await Assert.ThrowsAsync<BrevLoginRequiredException>(async () => await chain.GetTokenAsync());

        Assert.All(
            new[] { "(environment) No variable is set.", "(credentials file)", _folder.File("missing.json"), "(service account)", _folder.File("token"), "brev login" },
            part => Assert.Contains(part, exception.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_chain_goes_on_as_nobody_else_after_a_passing_failure_or_a_damaged_place()
    {
        foreach (var failure in new BrevException[] { new BrevConnectionException("passing"), new BrevConfigurationException("damaged") })
        {
            var chain = new ChainedCredential(_ => [("one", new Scripted(() => throw failure)), ("two", new Scripted(() => new BrevAccessToken("somebody-else")))]);

            Assert.Same(failure, await Assert.ThrowsAnyAsync<BrevException>(async () => await chain.GetTokenAsync()));
        }
    }

    [Fact]
    public async Task Callers_of_a_chain_that_has_not_chosen_yet_share_one_wait_and_one_call_to_a_provider_that_hangs()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        CredentialsFile.Write(_folder.File(), TestToken.Create(stage.Clock.GetUtcNow().AddHours(-2), stage.Clock.GetUtcNow().AddHours(-1)), $"{AuthenticationStage.SessionKey}:{AuthenticationStage.DeviceId}");
        var gate = new Gate();
        stage.IdentityProvider.Answer = (_, context) => gate.PassAsync(context.RequestAborted);
        var chain = new ChainedCredential(_ => [("credentials file", stage.Own(BrevCredential.FromCredentialsFile(_folder.File(), stage.CredentialOptions())))]);
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

    [Fact]
    public async Task A_chain_that_was_disposed_chooses_again()
    {
        var made = 0;
        var chain = new ChainedCredential(_ => [("one", new Scripted(() => new BrevAccessToken($"token-{++made}")))]);

        Assert.Equal("token-1", (await chain.GetTokenAsync()).Token);
        await chain.DisposeAsync();
        Assert.Equal("token-2", (await chain.GetTokenAsync()).Token);
    }

    private sealed class Scripted(Func<BrevAccessToken> get) : BrevCredential
    {
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
