using Microsoft.Extensions.Time.Testing;

namespace Brev.Sdk.Tests.Authentication;

/// <summary>A credential that an application derives, which gives its old token until a forced refresh brings another.</summary>
public abstract class DerivedCredentialCase
{
    private int _forced;

    private protected DerivedCredentialCase() => Current = Old;

    /// <summary>The clock of the credential; that of the calls stands still.</summary>
    private protected FakeTimeProvider Clock { get; } = new();

    private protected BrevAccessToken Old { get; } = new("old");

    private protected BrevAccessToken Current { get; set; }

    /// <summary>How many refreshes have been forced.</summary>
    private protected int Forced => _forced;

    private protected static async Task RejectAsync(BrevClient client, int times = 1)
    {
        for (var call = 0; call < times; call++)
        {
            await Assert.ThrowsAsync<BrevApiException>(() => client.ListOrganizationsAsync().WaitAsync(AuthenticationStage.Patience));
        }
    }

    private protected OwnCredential Credential(Func<CancellationToken, Task<BrevAccessToken>> refresh) => new(
        (force, cancellationToken) =>
        {
            if (!force)
            {
                return new ValueTask<BrevAccessToken>(Current);
            }

            Interlocked.Increment(ref _forced);
            return new ValueTask<BrevAccessToken>(refresh(cancellationToken));
        },
        Clock);

    /// <summary>How many have been forced when a little more time has passed and another call was rejected.</summary>
    private protected async Task<int> ForcedAfterAsync(BrevClient client, TimeSpan pause)
    {
        Clock.Advance(pause);
        await RejectAsync(client);
        return Forced;
    }
}
