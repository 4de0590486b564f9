using System.Text;
using Brev.Sdk.Tests.Endpoints;
using Microsoft.AspNetCore.Http;

namespace Brev.Sdk.Tests.Errors;

/// <summary>
/// An error body of megabytes costs what is shown of it, after the answer as well, where no time limit of the call counts any more.
/// </summary>
public sealed class LongErrorBodyTests
{
    private const int Length = 2 * 1024 * 1024;

    /// <summary>Patterns that looked at the whole body took 12 to 28 seconds for each of these calls.</summary>
    private const int Calls = 20;

    [Theory]
    [InlineData("a-")]
    [InlineData("\"token")]
    [InlineData("token")]
    [InlineData("{\"token\":\"")]
    [InlineData("eyJ")]
    public async Task Twenty_calls_with_an_error_body_of_two_megabytes_are_over_within_a_minute(string beginning)
    {
        var body = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(beginning, Length / beginning.Length)));
        await using var stage = await EndpointStage.StartAsync(static options => options.MaxRetries = 0);
        stage.AnswerWith((_, context) => WriteAsync(context, body));

        await CallAsync(stage, Calls).WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task No_more_of_an_error_body_of_two_megabytes_is_kept_than_is_shown()
    {
        await using var stage = await EndpointStage.StartAsync(static options => options.MaxRetries = 0);
        stage.AnswerWith(static (_, context) => WriteAsync(context, Encoding.UTF8.GetBytes(new string('x', Length))));

        var exception = await Assert.ThrowsAsync<BrevApiException>(() => stage.Client.ListOrganizationsAsync());

        Assert.InRange(exception.BodyExcerpt.Length, 1024, 1025);
    }

    private static async Task CallAsync(EndpointStage stage, int times)
    {
        for (var call = 0; call < times; call++)
        {
            await Assert.ThrowsAsync<BrevApiException>(() => stage.Client.ListOrganizationsAsync());
        }
    }

    private static async Task WriteAsync(HttpContext context, byte[] body)
    {
        context.Response.StatusCode = 400;
        await context.Response.Body.WriteAsync(body);
    }
}
