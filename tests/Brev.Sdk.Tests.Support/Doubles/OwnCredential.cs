namespace Brev.Sdk.Tests.Doubles;

/// <summary>
/// A credential as an application writes one: all that it does is in one function, which is told whether a refresh is forced.
/// </summary>
internal sealed class OwnCredential(Func<bool, CancellationToken, ValueTask<BrevAccessToken>> get, TimeProvider? timeProvider = null)
    : BrevCredential(timeProvider ?? TimeProvider.System)
{
    public override ValueTask<BrevAccessToken> GetTokenAsync(bool forceRefresh = false, CancellationToken cancellationToken = default) =>
        get(forceRefresh, cancellationToken);
}
