using Brev.Sdk.Tests.Authentication;
using Microsoft.Extensions.Time.Testing;

namespace Brev.Sdk.Tests.Login;

/// <summary>Signing in to a store of an application's own, which may fail in any way.</summary>
public sealed class LoginStoreTests
{
    private static readonly string Token = TestToken.Create(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddHours(1));

    [Rule("8")]
    [Theory]
    [InlineData(typeof(InvalidOperationException), typeof(BrevException))]
    [InlineData(typeof(BrevConnectionException), typeof(BrevConnectionException))]
    [InlineData(typeof(BrevConfigurationException), typeof(BrevConfigurationException))]
    public async Task What_a_store_throws_at_a_sign_in_reaches_the_caller_without_the_token_in_it(Type thrown, Type seen)
    {
        var store = new ThrowingStore(() => (Exception)Activator.CreateInstance(
            thrown, $"The record {Token} is broken.", new IOException($"Near {Token}."))!);

        var exception = await Assert.ThrowsAnyAsync<BrevException>(() =>
            BrevLogin.SignInWithTokenAsync(Token, new BrevLoginOptions { Store = store, AskBrev = false }));

        Assert.IsType(seen, exception);
        Assert.Contains("The record *** is broken.", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, exception.ToString(), StringComparison.Ordinal);
    }

    [Rule("2.4")]
    [Theory]
    [InlineData(StoreCall.Lock, StoreFailure.Blocks)]
    [InlineData(StoreCall.Save, StoreFailure.Hangs)]
    public async Task A_store_that_does_not_come_back_ends_a_sign_in_after_its_limit(StoreCall step, StoreFailure way)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        using var store = new FailingStore(Token);
        var options = new BrevLoginOptions { Store = store, AskBrev = false };
        options.Credential.TimeProvider = clock;
        store.Fail(step, way);

        var signingIn = Task.Run(() => BrevLogin.SignInWithTokenAsync(Token, options));
        await store.Failed;
        clock.Advance(TimeSpan.FromMinutes(2));

        var exception = await Assert.ThrowsAsync<BrevTimeoutException>(() => signingIn.WaitAsync(AuthenticationStage.Patience));
        Assert.Contains("a store of our own", exception.Message, StringComparison.Ordinal);
    }

    private sealed class ThrowingStore(Func<Exception> failure) : BrevCredentialStore
    {
        public override ValueTask<BrevStoredCredential?> LoadAsync(CancellationToken cancellationToken) => throw failure();

        public override ValueTask SaveAsync(BrevStoredCredential credential, CancellationToken cancellationToken) => throw failure();

        public override ValueTask<IAsyncDisposable> LockAsync(CancellationToken cancellationToken) => new(new MemoryStream());
    }
}
