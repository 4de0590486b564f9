using Brev.Sdk.Redis;
using Brev.Sdk.Testing;
using Microsoft.AspNetCore.DataProtection;
using Spectre.Console;

namespace Brev.Sdk.Quickstart;

/// <summary>One login for a fleet, as its operator and two of its instances see it: in the reader's Redis, against a fake Brev.</summary>
internal sealed class FleetTour(IAnsiConsole console, string redis)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly EphemeralDataProtectionProvider _keys = new();
    private readonly string _account = $"quickstart-{Guid.NewGuid():N}";

    /// <summary>0 when everything happened, otherwise 1.</summary>
    public async Task<int> RunAsync()
    {
        await using var fake = await FakeBrev.StartAsync();
        await using var office = Store();
        await using var first = Store();
        await using var second = Store();

        // A person signs in with BrevLogin.SignInAsync and a browser; here it is what `brev login --token` takes.
        var login = new BrevLoginOptions { Store = office, AskBrev = false, Credential = fake.CreateCredentialOptions() };
        var account = await BrevLogin.SignInWithTokenAsync(fake.Tokens.SignIn().RefreshToken!, login);
        Row("The operator", $"signed in as {account.Email} into {account.CredentialsPath}");
        try
        {
            await ShareAsync(fake, login, first, second);
        }
        finally
        {
            await BrevLogin.SignOutAsync(login);
            Row("The operator", "signed out: no instance can refresh any more");
        }

        return 0;
    }

    private async Task ShareAsync(
        FakeBrev fake, BrevLoginOptions login, BrevRedisCredentialStore first, BrevRedisCredentialStore second)
    {
        await using var one = BrevCredential.FromStore(first, fake.CreateCredentialOptions());
        await using var other = BrevCredential.FromStore(second, fake.CreateCredentialOptions());
        using var brev = new BrevClient(fake.CreateOptions(one));
        await brev.ListOrganizationsAsync();
        await other.GetTokenAsync();

        // The token is sent as long as it is good; five minutes before its end one instance refreshes for all.
        var token = await one.GetTokenAsync(forceRefresh: true);
        Row("One instance", $"refreshed; its token is good until {token.ExpiresOn:u}");
        await AdoptAsync(fake, other, token.Token);
        Row("The other", "adopted that token without asking the identity provider");

        // Signing in again rotates the login: no instance is restarted.
        await BrevLogin.SignInWithTokenAsync(fake.Tokens.SignIn().RefreshToken!, login);
        var newer = (await first.LoadAsync(default))!.AccessToken!;
        await AdoptAsync(fake, one, newer);
        await AdoptAsync(fake, other, newer);
        Row("The operator", "signed in again: both instances have adopted the new login");
    }

    private static async Task AdoptAsync(FakeBrev fake, BrevCredential credential, string token)
    {
        using var limit = new CancellationTokenSource(Patience);
        while ((await credential.GetTokenAsync(cancellationToken: limit.Token)).Token != token)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), limit.Token);

            // An instance reads at most once a second, and the clock of the fake goes only when it is moved.
            fake.Clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    private BrevRedisCredentialStore Store() => new(new BrevRedisCredentialStoreOptions
    {
        ConnectionString = redis,
        DataProtectionProvider = _keys,
        Account = _account,
    });

    private void Row(string who, string what) => console.MarkupLineInterpolated($"[bold]{who,-12}[/] {what}");
}
