using Brev.Sdk.Testing;
using Brev.Sdk.Tests.Doubles;
using Brev.Sdk.Workspaces.Creating;

namespace Brev.Sdk.Tests.Workspaces.Creating;

/// <summary>
/// What a handler or a credential of the application's throws says nothing about what has become of a request that it has sent.
/// </summary>
public sealed class HandlerFailureTests : IAsyncLifetime
{
    private FakeBrev _fake = null!;

    public async Task InitializeAsync() => _fake = await FakeBrev.StartAsync();

    public async Task DisposeAsync() => await _fake.DisposeAsync();

    [Fact]
    public async Task A_create_that_a_handler_gives_up_after_it_was_sent_is_looked_for()
    {
        using var client = ClientWith(new GivingUp(HttpMethod.Post, isSentBefore: true));

        var created = await RunAsync(client.CreateWorkspaceAsync(await PlanAsync()));

        Assert.Equal(Assert.Single(_fake.Workspaces.All).Id, created.Id);
        Assert.Single(_fake.Requests.For("CreateWorkspace"));
    }

    [Fact]
    public async Task A_create_that_a_handler_gives_up_and_that_has_made_nothing_is_said_to_be_not_created_as_far_as_can_be_known()
    {
        using var client = ClientWith(new GivingUp(HttpMethod.Post, isSentBefore: false));
        var plan = await PlanAsync();

        var failure = await Assert.ThrowsAsync<BrevCreateException>(() => RunAsync(client.CreateWorkspaceAsync(plan)));

        Assert.Equal(CreateOutcome.NotCreated, failure.Outcome);
        Assert.True(failure.MayHaveLeftOne);
        Assert.IsType<LimitPassedException>(failure.InnerException!.InnerException);
    }

    [Fact]
    public async Task A_create_for_which_the_applications_credential_has_no_token_is_certainly_not_sent_and_not_looked_for()
    {
        var token = _fake.Tokens.IssueFor();
        var isClosed = false;
        await using var credential = new OwnCredential((_, _) => isClosed
            ? throw new InvalidOperationException("The vault is closed.") : new(new BrevAccessToken(token, null)));
        using var client = new BrevClient(_fake.CreateOptions(credential));
        var creator = new WorkspaceCreator(client, await PlanAsync());
        var intent = await creator.PrepareAsync(CancellationToken.None);
        isClosed = true;
        var lists = _fake.Requests.For("ListWorkspaces").Count;

        var failure = await Assert.ThrowsAsync<BrevException>(() => RunAsync(creator.CreateAsync(intent, CancellationToken.None)));

        Assert.Contains("nothing was sent", failure.Message, StringComparison.Ordinal);
        Assert.Equal(lists, _fake.Requests.For("ListWorkspaces").Count);
    }

    [Fact]
    public async Task A_create_that_a_handler_repeats_without_a_connection_is_looked_for()
    {
        using var client = ClientWith(new Repeating(static (_, _) => throw new HttpRequestException(HttpRequestError.ConnectionError)));

        var created = await RunAsync(client.CreateWorkspaceAsync(await PlanAsync()));

        Assert.Equal(Assert.Single(_fake.Workspaces.All).Id, created.Id);
    }

    [Fact]
    public async Task A_marked_create_that_a_handler_sends_twice_is_known_by_its_mark()
    {
        using var client = ClientWith(new Repeating(static (send, request) => send(request)));
        var creator = new WorkspaceCreator(client, await PlanAsync(), CreateMark.New());
        var intent = await creator.PrepareAsync(CancellationToken.None);

        var created = await RunAsync(creator.CreateAsync(intent, CancellationToken.None));

        Assert.Equal(Assert.Single(_fake.Workspaces.All).Id, created.Workspace.Id);
        Assert.Equal(2, _fake.Requests.For("CreateWorkspace").Count);
    }

    [Fact]
    public async Task A_look_that_a_handler_gives_up_is_repeated()
    {
        var workspace = _fake.Workspaces.Add("train-1");
        using var client = ClientWith(new GivingUp(HttpMethod.Get, isSentBefore: true));

        Assert.Equal(workspace.Id, (await RunAsync(client.WaitForWorkspaceAsync(workspace.Id!, WorkspaceCondition.Running))).Id);
    }

    [Fact]
    public async Task Looks_that_a_handler_gives_up_again_and_again_end_the_wait()
    {
        var workspace = _fake.Workspaces.Add("train-1");
        using var client = ClientWith(new GivingUp(HttpMethod.Get, isSentBefore: true, times: 10_000));

        var failure = await Assert.ThrowsAsync<BrevWaitException>(
            () => RunAsync(client.WaitForWorkspaceAsync(workspace.Id!, WorkspaceCondition.Running)));

        Assert.Equal(WaitFailureReason.PollingFailed, failure.Reason);
        Assert.InRange(failure.Elapsed, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(6));
    }

    private Task<T> RunAsync<T>(Task<T> task) => _fake.Clock.RunAsync(task).WaitAsync(TimeSpan.FromMinutes(2));

    private async Task<WorkspacePlan> PlanAsync()
    {
        using var plain = new BrevClient(_fake.CreateOptions());
        var offers = await plain.SearchInstanceTypesAsync(new InstanceTypeQuery { OrganizationId = _fake.Organizations.Default.Id });
        return new WorkspacePlan { Name = "train-1", Offer = offers[0] };
    }

    private BrevClient ClientWith(DelegatingHandler handler)
    {
        var options = _fake.CreateOptions();
        options.Handlers.Add(() => handler.InnerHandler is null ? handler : new Passing());
        return new BrevClient(options);
    }

    /// <summary>As the time limits of resilience libraries are: derived from no exception of .NET's transport.</summary>
    private sealed class LimitPassedException() : Exception("The limit of the handler has passed.");

    private sealed class Passing : DelegatingHandler;

    /// <summary>Sends each create, takes its answer for lost, and goes on as it is told.</summary>
    private sealed class Repeating(
        Func<Func<HttpRequestMessage, Task<HttpResponseMessage>>, HttpRequestMessage, Task<HttpResponseMessage>> again) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            if (request.Method != HttpMethod.Post)
            {
                return answer;
            }

            using (answer)
            {
                await answer.Content.ReadAsByteArrayAsync(cancellationToken);
            }

            return await again(repeated => base.SendAsync(repeated, cancellationToken), request);
        }
    }

    /// <summary>Gives the first requests of a method up.</summary>
    private sealed class GivingUp(HttpMethod method, bool isSentBefore, int times = 1) : DelegatingHandler
    {
        private int _left = times;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method != method || request.RequestUri!.AbsolutePath.EndsWith("/me", StringComparison.Ordinal)
                || Interlocked.Decrement(ref _left) < 0)
            {
                return await base.SendAsync(request, cancellationToken);
            }

            if (isSentBefore)
            {
                using var answer = await base.SendAsync(request, cancellationToken);
                await answer.Content.ReadAsByteArrayAsync(cancellationToken);
            }

            throw new LimitPassedException();
        }
    }
}
