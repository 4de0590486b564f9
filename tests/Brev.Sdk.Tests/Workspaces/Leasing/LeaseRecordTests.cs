using System.Net;
using System.Runtime.Versioning;
using Brev.Sdk.Testing;
using Brev.Sdk.Tests.Conventions;

namespace Brev.Sdk.Tests.Workspaces.Leasing;

/// <summary>The records of leases as files.</summary>
public sealed class LeaseRecordTests : LeaseCase
{
    [Theory]
    [InlineData("[1, 2")]
    [InlineData("null")]
    [InlineData("""
        {"controlPlane":null,"organizationId":null,"name":null,"userId":null,"preparedOn":"2026-11-29T00:00:00Z","instanceTypes":null}
        """)]
    public async Task A_file_that_is_no_record_is_left_alone(string content)
    {
        await File.WriteAllTextAsync(Path.Combine(Folder, "notes.json"), content);

        Assert.Empty(await ReclaimAsync());
        Assert.True(File.Exists(Path.Combine(Folder, "notes.json")));
    }

    [Fact]
    public async Task Without_records_nothing_is_asked_and_no_folder_is_made()
    {
        var options = Options with { RecordFolder = Path.Combine(Folder, "none") };

        var reclaimed = await Stage.RunAsync(Stage.Client.ReclaimLeasesAsync(options));

        Assert.Empty(reclaimed);
        Assert.Equal(0, Stage.Fake.Requests.Count);
        Assert.False(Directory.Exists(Path.Combine(Folder, "none")));
    }

    [UnsupportedOSPlatform("windows")]
    [UnixFact]
    public async Task Records_of_leases_are_readable_for_their_owner_alone_and_hold_no_secret()
    {
        var plan = Stage.Plan() with { StartupScript = "#!/bin/bash\nexport TOKEN=synthetic-secret\n" };
        var lease = await RentAsync(Options with { RecordFolder = Path.Combine(Folder, "leases") }, plan);

        var file = Assert.Single(Directory.GetFiles(Path.Combine(Folder, "leases"), "*.json"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal(UnixFileMode.UserRead
            | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(Folder, "leases")));
        Assert.DoesNotContain("synthetic-secret", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        await GiveBackAsync(lease);
    }

    [Fact]
    public async Task The_record_of_a_lease_is_there_before_its_create_is_sent()
    {
        using var gate = Stage.Fake.Requests.HoldNext("CreateWorkspace");
        var renting = Stage.Client.RentWorkspaceAsync(Stage.Plan(), Options);
        await gate.Reached.WaitAsync(TimeSpan.FromSeconds(30));

        var record = await File.ReadAllTextAsync(Assert.Single(Records));

        Assert.Contains("\"name\": \"train-1\"", record, StringComparison.Ordinal);
        gate.Release();
        await Stage.RunAsync((await Stage.RunAsync(renting)).DisposeAsync().AsTask());
    }

    [Fact]
    public async Task A_create_in_doubt_leaves_the_record_and_one_that_was_refused_does_not()
    {
        Workspaces.LoseNextCreate(FakeCreateFault.Reset, isCreated: false);
        await Assert.ThrowsAsync<BrevCreateException>(() => RentAsync());
        Assert.Single(Records);

        Stage.Fake.Requests.FailNext("CreateWorkspace", HttpStatusCode.BadRequest);
        await Assert.ThrowsAsync<BrevApiException>(() => RentAsync(Options with { ReclaimsFirst = false }));
        Assert.Single(Records);
    }

    [Fact]
    public async Task After_no_capacity_from_a_server_that_failed_the_record_stays()
    {
        Requests.FailNext(
            "CreateWorkspace", HttpStatusCode.InternalServerError, body: """{"errors":[{"message":"no capacity in zone"}]}""");

        var failure = await Assert.ThrowsAsync<BrevCreateException>(() => RentAsync());

        Assert.Equal(CreateOutcome.NoCapacity, failure.Outcome);
        Assert.Single(Records);
    }

    [Fact]
    public async Task A_create_that_never_left_leaves_no_record()
    {
        using var client = new BrevClient(WithoutCreates());

        var failure = await Assert.ThrowsAsync<BrevCreateException>(
            () => Stage.RunAsync(client.RentWorkspaceAsync(Stage.Plan(), Options)));

        Assert.Equal(CreateOutcome.NotCreated, failure.Outcome);
        Assert.Empty(Directory.GetFiles(Folder));
    }

    [Fact]
    public async Task A_refusal_of_the_next_offer_leaves_the_record_of_what_the_first_may_have_made()
    {
        Requests.FailNext(
            "CreateWorkspace", HttpStatusCode.InternalServerError, body: """{"errors":[{"message":"no capacity in zone"}]}""");
        Requests.FailNext("CreateWorkspace", HttpStatusCode.Forbidden, times: 2);
        var plan = Stage.Plan() with { Fallbacks = [Stage.Offer() with { Location = "us-west-2" }] };

        await Assert.ThrowsAsync<BrevCreateException>(() => RentAsync(plan: plan));

        Assert.Single(Records);
    }

    private BrevClientOptions WithoutCreates()
    {
        var options = Stage.Fake.CreateOptions();
        options.Handlers.Add(static () => new RefusingHandler());
        return options;
    }

    /// <summary>The network is gone when a create is about to be sent.</summary>
    private sealed class RefusingHandler : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            request.Method == HttpMethod.Post && request.RequestUri!.AbsolutePath.EndsWith("/workspaces", StringComparison.Ordinal)
                ? throw new HttpRequestException(HttpRequestError.ConnectionError)
                : base.SendAsync(request, cancellationToken);
    }
}
