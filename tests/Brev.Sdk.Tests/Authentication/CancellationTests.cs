namespace Brev.Sdk.Tests.Authentication;

/// <summary>A refresh belongs to nobody who waits for it.</summary>
public sealed class CancellationTests
{
    [Fact]
    public async Task Cancelling_the_caller_that_started_a_refresh_cancels_only_that_caller_and_the_refresh_is_stored()
    {
        using var folder = new TemporaryFolder();
        await using var stage = await AuthenticationStage.StartAsync();
        var (credential, gate) = await ExpireAsync(stage, folder);
        using var cancellation = new CancellationTokenSource();

        var starter = credential.GetTokenAsync(cancellationToken: cancellation.Token).AsTask();
        await gate.Arrived;
        var waiter = credential.GetTokenAsync().AsTask();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => starter.WaitAsync(AuthenticationStage.Patience));
        Assert.False(waiter.IsCompleted);
        gate.Open();
        var token = await waiter.WaitAsync(AuthenticationStage.Patience);

        Assert.Equal(stage.Valid, token.Token);
        Assert.Equal(stage.Valid, CredentialsFile.AccessToken(folder.File()));
        Assert.Equal(1, stage.ProviderCalls);
    }

    [Rule("2.2")]
    [Fact]
    public async Task Cancelling_a_waiter_cancels_only_the_waiter()
    {
        using var folder = new TemporaryFolder();
        await using var stage = await AuthenticationStage.StartAsync();
        var (credential, gate) = await ExpireAsync(stage, folder);
        using var cancellation = new CancellationTokenSource();

        var starter = credential.GetTokenAsync().AsTask();
        await gate.Arrived;
        var waiter = credential.GetTokenAsync(cancellationToken: cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiter.WaitAsync(AuthenticationStage.Patience));
        Assert.False(starter.IsCompleted);
        gate.Open();
        var token = await starter.WaitAsync(AuthenticationStage.Patience);

        Assert.Equal(stage.Valid, token.Token);
        Assert.Equal(1, stage.ProviderCalls);
    }

    [Fact]
    public async Task A_refresh_that_everybody_has_given_up_on_is_stored_and_serves_the_next_caller()
    {
        using var folder = new TemporaryFolder();
        await using var stage = await AuthenticationStage.StartAsync();
        var (credential, gate) = await ExpireAsync(stage, folder);
        using var cancellation = new CancellationTokenSource();
        var only = credential.GetTokenAsync(cancellationToken: cancellation.Token).AsTask();
        await gate.Arrived;
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => only.WaitAsync(AuthenticationStage.Patience));
        gate.Open();
        await stage.RefreshesAsync(1, 1);

        var token = await credential.GetTokenAsync();

        Assert.Equal(stage.Valid, token.Token);
        Assert.Equal(stage.Valid, CredentialsFile.AccessToken(folder.File()));
        Assert.Equal(1, stage.ProviderCalls);
    }

    [Fact]
    public async Task Disposing_the_credential_waits_for_a_refresh_under_way_and_its_result_is_stored()
    {
        using var folder = new TemporaryFolder();
        await using var stage = await AuthenticationStage.StartAsync();
        var (credential, gate) = await ExpireAsync(stage, folder);
        var caller = credential.GetTokenAsync().AsTask();
        await gate.Arrived;

        var disposal = credential.DisposeAsync().AsTask();
        Assert.False(disposal.IsCompleted);
        gate.Open();
        await disposal.WaitAsync(AuthenticationStage.Patience);
        var token = await caller;

        Assert.Equal(stage.Valid, token.Token);
        Assert.Equal(stage.Valid, CredentialsFile.AccessToken(folder.File()));
        stage.Clock.Advance(TimeSpan.FromHours(2));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await credential.GetTokenAsync());
    }

    [Fact]
    public async Task A_call_inside_the_window_after_disposal_still_has_its_token_and_starts_nothing()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var credential = stage.CreateCredential();
        await credential.GetTokenAsync();
        await credential.DisposeAsync();
        stage.Clock.Advance(TimeSpan.FromMinutes(57));

        var token = await credential.GetTokenAsync();

        Assert.Equal(stage.FirstToken, token.Token);
        Assert.Equal(0, stage.ProviderCalls);
    }

    private static async Task<(BrevCredential Credential, Gate Gate)> ExpireAsync(AuthenticationStage stage, TemporaryFolder folder)
    {
        CredentialsFile.Write(folder.File(), stage.FirstToken, $"{AuthenticationStage.SessionKey}:{AuthenticationStage.DeviceId}");
        var credential = stage.Own(BrevCredential.FromCredentialsFile(folder.File(), stage.CredentialOptions()));
        await credential.GetTokenAsync();
        stage.Clock.Advance(TimeSpan.FromHours(1));
        var gate = new Gate();
        stage.IdentityProvider.Answer = async (_, context) =>
        {
            await gate.PassAsync();
            await stage.IssueAsync(context);
        };
        return (credential, gate);
    }
}
