namespace Brev.Sdk.Credentials;

/// <summary>
/// The clock of a credential that cannot be refreshed: its own when it was given one, otherwise that of the client that came to it last.
/// </summary>
internal sealed class CredentialClock(TimeProvider? given)
{
    private volatile TimeProvider? _client;

    private TimeProvider Current => given ?? _client ?? TimeProvider.System;

    public DateTimeOffset Now => Current.GetUtcNow();

    public void Attach(TimeProvider clientClock) => _client = clientClock;
}
