using Brev.Sdk.Tests.Authentication;
using Brev.Sdk.Tests.CustomApi;

namespace Brev.Sdk.Tests.Http;

/// <summary>A call of a client that has been disposed names the client, not what it is made of.</summary>
public sealed class DisposedClientTests
{
    private const string Name = "Brev.Sdk.BrevClient";

    [Fact]
    public async Task A_call_after_the_end_names_the_client()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var client = stage.CreateClient(stage.CreateCredential());
        client.Dispose();

        var exception = await Assert.ThrowsAsync<ObjectDisposedException>(() => client.ListOrganizationsAsync());

        Assert.Equal(Name, exception.ObjectName);
    }

    [Fact]
    public async Task A_call_of_an_applications_interface_after_the_end_names_the_client()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var client = stage.CreateClient(stage.CreateCredential());
        var api = client.CreateApi<IPaintApi>();
        client.Dispose();

        var exception = await Assert.ThrowsAsync<ObjectDisposedException>(() => api.GetPublicPaintAsync());

        Assert.Equal(Name, exception.ObjectName);
    }

    [Fact]
    public async Task An_interface_asked_for_after_the_end_names_the_client()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var client = stage.CreateClient(stage.CreateCredential());
        client.Dispose();

        Assert.Equal(Name, Assert.Throws<ObjectDisposedException>(() => client.CreateApi<IPaintApi>()).ObjectName);
    }

    [Fact]
    public async Task A_call_that_the_end_cuts_off_names_the_client()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var gate = new Gate();
        stage.Api.Answer = (_, context) => gate.PassAsync(context.RequestAborted);
        var client = stage.CreateClient(stage.CreateCredential());

        var call = client.ListOrganizationsAsync();
        await gate.Arrived;
        client.Dispose();
        var exception = await Assert.ThrowsAsync<ObjectDisposedException>(() => call.WaitAsync(AuthenticationStage.Patience));

        Assert.Equal(Name, exception.ObjectName);
    }

    [Fact]
    public async Task A_caller_who_cancels_sees_the_cancellation_whatever_else_ends()
    {
        await using var stage = await AuthenticationStage.StartAsync();
        var client = stage.CreateClient(stage.CreateCredential());
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();
        await client.DisposeAsync();

        var failure = await Record.ExceptionAsync(() => client.ListOrganizationsAsync(cancellationToken: cancellation.Token));

        Assert.True(failure is OperationCanceledException or ObjectDisposedException { ObjectName: Name }, failure?.ToString());
    }
}
