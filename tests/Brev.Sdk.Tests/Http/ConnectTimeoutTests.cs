using Brev.Sdk.Connections;
using Brev.Sdk.Testing;
using Brev.Sdk.Tests.Authentication;
using Brev.Sdk.Tests.Doubles;
using Brev.Sdk.Tests.Endpoints;
using Brev.Sdk.Tests.Workspaces;

namespace Brev.Sdk.Tests.Http;

/// <summary>A transport that gives up connecting cancels the request by itself, which is no cancellation of the caller's.</summary>
public sealed class ConnectTimeoutTests
{
    [Fact]
    public async Task A_connection_that_does_not_come_about_in_time_is_a_failure_to_connect()
    {
        using var connections = new HangingConnections();
        await using var stage = await StartAsync(connections, retries: 0);

        var failure = await Assert.ThrowsAsync<BrevConnectionException>(() => stage.Client.ListOrganizationsAsync());

        Assert.Contains("no connection came about in time", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, connections.Attempts);
    }

    [Fact]
    public async Task A_call_whose_connection_did_not_come_about_in_time_is_sent_again()
    {
        using var connections = new HangingConnections();
        await using var stage = await StartAsync(connections, retries: 1);
        stage.AnswerWith(200, "[]");
        var call = stage.Client.ListOrganizationsAsync();
        await connections.GaveUp;

        connections.Mend();

        Assert.Empty(await stage.AdvanceUntilAsync(call));
    }

    [Fact]
    public async Task A_transport_that_gives_up_for_a_reason_of_its_own_is_a_connection_that_broke()
    {
        await using var stage = await EndpointStage.StartAsync(static options =>
        {
            options.MaxRetries = 0;
            options.Handlers.Add(static () => new ImpatientHandler());
        });

        var failure = await Assert.ThrowsAsync<BrevConnectionException>(() => stage.Client.ListOrganizationsAsync());

        Assert.Contains("the transport gave the call up", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_create_whose_connection_did_not_come_about_in_time_was_never_sent()
    {
        using var connections = new HangingConnections(isHanging: false);
        using var folder = new TemporaryFolder();
        await using var stage = await WorkspaceStage.StartAsync();
        using var client = new BrevClient(Through(stage.Fake, connections, () => new HangAtCreateHandler(connections)));

        var failure = await Assert.ThrowsAsync<BrevCreateException>(
            () => client.RentWorkspaceAsync(stage.Plan(), new LeaseOptions { RecordFolder = folder.Path }));

        Assert.Equal(CreateOutcome.NotCreated, failure.Outcome);
        Assert.Contains("never reached Brev", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task A_wait_outlives_a_connection_that_does_not_come_about_in_time()
    {
        using var connections = new HangingConnections();
        await using var stage = await WorkspaceStage.StartAsync();
        var workspace = stage.Fake.Workspaces.Add("train-1");
        using var client = new BrevClient(Through(stage.Fake, connections));
        var wait = client.WaitForWorkspaceAsync(workspace.Id!, WorkspaceCondition.Running);
        await connections.GaveUp;

        connections.Mend();

        Assert.Equal(workspace.Id, (await stage.RunAsync(wait)).Id);
    }

    [Fact]
    public async Task An_identity_provider_to_which_no_connection_comes_about_in_time_could_not_be_reached()
    {
        using var connections = new HangingConnections();
        using var connection = new BoundedConnection(
            "The provider", new Uri("http://localhost:1"), connections.Handler, TimeSpan.FromMinutes(1), TimeProvider.System);
        using var http = new HttpClient(connections.Handler, disposeHandler: false);

        var failure = await Assert.ThrowsAsync<BrevConnectionException>(
            () => connection.SendAsync(token => http.GetAsync(new Uri("http://localhost:1"), token), CancellationToken.None));

        Assert.Equal("The provider could not be reached: ConnectionError.", failure.Message);
    }

    private static Task<EndpointStage> StartAsync(HangingConnections connections, int retries) =>
        EndpointStage.StartAsync(options => (options.MaxRetries, options.Transport) = (retries, connections.Handler));

    private static BrevClientOptions Through(FakeBrev fake, HangingConnections connections, Func<DelegatingHandler>? handler = null)
    {
        var options = fake.CreateOptions();
        options.MaxRetries = 0;
        options.Transport = connections.Handler;
        if (handler is not null)
        {
            options.Handlers.Add(handler);
        }

        return options;
    }

    /// <summary>Has a time limit of its own, which passes.</summary>
    private sealed class ImpatientHandler : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new TaskCanceledException("The handler was in a hurry.", new TimeoutException());
    }

    /// <summary>The network is gone when a create is about to be sent.</summary>
    private sealed class HangAtCreateHandler(HangingConnections connections) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method == HttpMethod.Post && request.RequestUri!.AbsolutePath.EndsWith("/workspaces", StringComparison.Ordinal))
            {
                connections.Hang();
            }

            return base.SendAsync(request, cancellationToken);
        }
    }
}
