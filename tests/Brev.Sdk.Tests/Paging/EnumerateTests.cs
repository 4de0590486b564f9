using System.Text.Json.Nodes;
using Brev.Sdk.Tests.Endpoints;

namespace Brev.Sdk.Tests.Paging;

/// <summary>The companions of paged lists, on real sockets.</summary>
public sealed class EnumerateTests
{
    private static readonly ListOrganizationMembersRequest InHundreds =
        new() { OrganizationId = "org-1", PageParams = new PageParams { PageSize = 100 } };

    [Fact]
    public async Task Every_page_is_fetched_with_the_size_that_was_asked_for()
    {
        await using var stage = await StageAsync(new MemberPages(2500));

        var members = new List<string?>();
        await foreach (var member in stage.Client.EnumerateOrganizationMembersAsync(InHundreds))
        {
            members.Add(member.UserId);
        }

        Assert.Equal(Enumerable.Range(0, 2500).Select(number => $"user-{number}"), members);
        Assert.Equal(25, stage.Requests.Count);
        Assert.All(stage.Requests, request =>
        {
            var body = JsonNode.Parse(request.Body)!;
            Assert.Equal("org-1", body["organizationId"]!.GetValue<string>());
            Assert.Equal(100, body["pageParams"]!["pageSize"]!.GetValue<int>());
        });
    }

    [Fact]
    public async Task Pages_that_have_been_read_are_let_go()
    {
        await using var stage = await StageAsync(new MemberPages(2500));
        var seen = new List<WeakReference>();
        var most = 0;

        await foreach (var member in stage.Client.EnumerateOrganizationMembersAsync(InHundreds))
        {
            seen.Add(new WeakReference(member));
            if (seen.Count % 500 == 0)
            {
                GC.Collect();
                most = Math.Max(most, seen.Count(item => item.IsAlive));
            }
        }

        // Two pages are in hand while the next one is read; what the runtime has not let go of yet is given room for three more.
        Assert.InRange(most, 1, 500);
    }

    [Fact]
    public async Task A_page_is_fetched_only_when_the_one_before_it_has_been_read()
    {
        await using var stage = await StageAsync(new MemberPages(2500));
        await using var members = stage.Client.EnumerateOrganizationMembersAsync(InHundreds).GetAsyncEnumerator();
        Assert.Empty(stage.Requests);

        for (var read = 0; read < 100; read++)
        {
            Assert.True(await members.MoveNextAsync());
        }

        Assert.Single(stage.Requests);
        Assert.True(await members.MoveNextAsync());
        Assert.Equal(2, stage.Requests.Count);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task A_missing_and_an_empty_token_end_the_list(string? token)
    {
        await using var stage = await StageAsync(new MemberPages(30) { TokenAfter = _ => token });

        Assert.Equal(30, await CountAsync(stage.Client));
        Assert.Single(stage.Requests);
    }

    [Fact]
    public async Task A_token_that_comes_again_is_an_error_and_no_endless_list()
    {
        await using var stage = await StageAsync(new MemberPages(1000) { TokenAfter = _ => "100" });

        var exception = await Assert.ThrowsAsync<BrevException>(() => CountAsync(stage.Client));

        Assert.Contains("ListOrganizationMembers", exception.Message, StringComparison.Ordinal);
        Assert.Contains("page token", exception.Message, StringComparison.Ordinal);
        Assert.InRange(stage.Requests.Count, 2, 3);
    }

    [Fact]
    public async Task The_token_that_the_list_began_with_is_an_error_when_it_comes_back()
    {
        await using var stage = await StageAsync(new MemberPages(1000) { TokenAfter = _ => "100" });
        var request = InHundreds with { PageParams = new PageParams { PageSize = 100, PageToken = "100" } };

        await Assert.ThrowsAsync<BrevException>(async () =>
        {
            await foreach (var _ in stage.Client.EnumerateOrganizationMembersAsync(request))
            {
            }
        });

        Assert.Single(stage.Requests);
    }

    [Fact]
    public async Task Tokens_that_go_round_in_a_circle_are_an_error_as_well()
    {
        await using var stage = await StageAsync(new MemberPages(1000) { TokenAfter = last => last >= 400 ? "200" : $"{last}" });

        await Assert.ThrowsAsync<BrevException>(() => CountAsync(stage.Client));

        Assert.InRange(stage.Requests.Count, 4, 20);
    }

    [Fact]
    public async Task Cancellation_ends_it_within_a_page()
    {
        await using var stage = await StageAsync(new MemberPages(2500));
        using var caller = new CancellationTokenSource();
        var read = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in stage.Client.EnumerateOrganizationMembersAsync(InHundreds).WithCancellation(caller.Token))
            {
                if (++read == 42)
                {
                    await caller.CancelAsync();
                }
            }
        });

        Assert.Equal(42, read);
        Assert.Single(stage.Requests);
    }

    [Fact]
    public async Task Cancellation_ends_it_between_pages()
    {
        await using var stage = await StageAsync(new MemberPages(2500));
        using var caller = new CancellationTokenSource();
        var pages = new MemberPages(2500);
        stage.AnswerWith(async (request, context) =>
        {
            if (stage.Requests.Count == 2)
            {
                await caller.CancelAsync();
                await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
            }

            await pages.AnswerAsync(request, context);
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CountAsync(stage.Client, caller.Token));

        Assert.Equal(2, stage.Requests.Count);
    }

    [Fact]
    public async Task It_begins_where_the_requests_own_token_says()
    {
        await using var stage = await StageAsync(new MemberPages(300));
        var request = InHundreds with { PageParams = new PageParams { PageSize = 100, PageToken = "200" } };

        var read = 0;
        await foreach (var _ in stage.Client.EnumerateOrganizationMembersAsync(request))
        {
            read++;
        }

        Assert.Equal(100, read);
    }

    private static async Task<EndpointStage> StageAsync(MemberPages pages)
    {
        var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(pages.AnswerAsync);
        return stage;
    }

    private static async Task<int> CountAsync(BrevClient client, CancellationToken cancellationToken = default)
    {
        var count = 0;
        await foreach (var _ in client.EnumerateOrganizationMembersAsync(InHundreds, cancellationToken))
        {
            count++;
        }

        return count;
    }
}
