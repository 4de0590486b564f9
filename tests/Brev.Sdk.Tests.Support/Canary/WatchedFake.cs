using Brev.Sdk.Testing;

namespace Brev.Sdk.Tests.Canary;

/// <summary>A login at the fake whose credential logs to the canary, as <see cref="FakeBrev.CreateOptions()"/>'s does not.</summary>
internal static class WatchedFake
{
    public static BrevClientOptions CreateWatchedOptions(this FakeBrev brev)
    {
        var login = CanaryWatch.Suite.Dump(brev.Tokens.SignIn());
        var credential = BrevCredential.FromTokens(login.AccessToken!, login.RefreshToken!, brev.CreateCredentialOptions().Watched());
        return brev.CreateOptions(CanaryWatch.Suite.Dump(credential)).Watched();
    }
}
