using System.IO.Compression;
using System.Net;
using Brev.Sdk.Tests.CustomApi;
using Brev.Sdk.Tests.Endpoints;
using Microsoft.AspNetCore.Http;

namespace Brev.Sdk.Tests.Http;

/// <summary>No answer, however long, takes more memory than the client allows.</summary>
public sealed class AnswerSizeTests
{
    private static readonly byte[] Zeros = new byte[1024 * 1024];

    [Theory]
    [InlineData(200)]
    [InlineData(401)]
    [InlineData(500)]
    public async Task Ten_megabytes_that_unpack_to_a_gigabyte_are_an_error_of_that_status(int status)
    {
        await using var stage = await EndpointStage.StartAsync(static options => options.MaxRetries = 0);
        stage.AnswerWith((_, context) => WriteCompressedAsync(context, status, 1024));

        var exception = await Assert.ThrowsAsync<BrevApiException>(() => stage.Client.ListOrganizationsAsync());

        Assert.Equal((HttpStatusCode)status, exception.StatusCode);
        Assert.InRange(exception.BodyExcerpt.Length, 0, 1025);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(403)]
    [InlineData(503)]
    public async Task A_body_without_an_end_is_an_error_of_that_status(int status)
    {
        await using var stage =
            await EndpointStage.StartAsync(static options => (options.MaxRetries, options.MaxResponseSize) = (0, 4 * 1024 * 1024));
        stage.AnswerWith(async (_, context) =>
        {
            context.Response.StatusCode = status;
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(Zeros, context.RequestAborted);
            }
        });

        var exception = await Assert.ThrowsAsync<BrevApiException>(() => stage.Client.ListOrganizationsAsync());

        Assert.Equal((HttpStatusCode)status, exception.StatusCode);
    }

    [Fact]
    public async Task A_length_that_is_announced_is_refused_before_it_is_read()
    {
        await using var stage = await EndpointStage.StartAsync();
        stage.AnswerWith(async (_, context) =>
        {
            context.Response.ContentLength = 3L * 1024 * 1024 * 1024;
            await context.Response.Body.WriteAsync("["u8.ToArray());
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });

        var exception = await Assert.ThrowsAsync<BrevApiException>(() => stage.Client.ListOrganizationsAsync());

        Assert.Contains(
            "larger than 67,108,864 bytes, the limit of BrevClientOptions.MaxResponseSize", exception.Message, StringComparison.Ordinal);
        Assert.False(exception.IsTransient);
        Assert.Single(stage.Requests);
    }

    [Theory]
    [InlineData(1024, true)]
    [InlineData(1025, false)]
    public async Task The_limit_itself_still_fits(int length, bool fits)
    {
        await using var stage = await EndpointStage.StartAsync(static options => options.MaxResponseSize = 1024);
        stage.AnswerWith(200, "[]" + new string(' ', length - 2));

        var failure = await Record.ExceptionAsync(() => stage.Client.ListOrganizationsAsync());

        Assert.Equal(fits, failure is null);
    }

    [Fact]
    public async Task A_creation_with_an_answer_that_is_too_large_says_that_it_has_succeeded()
    {
        await using var stage = await EndpointStage.StartAsync(static options => options.MaxResponseSize = 1024);
        stage.AnswerWith(201, new string(' ', 2000));

        var exception = await Assert.ThrowsAsync<BrevApiException>(() =>
            stage.Client.CreateOrganizationAsync(new CreateOrganizationRequest { Name = "one" }));

        Assert.Contains("has succeeded", exception.Message, StringComparison.Ordinal);
        Assert.Single(stage.Requests);
    }

    [Theory]
    [InlineData(1024, true)]
    [InlineData(1025, false)]
    public async Task The_limit_holds_for_JSON_of_an_applications_interface(int length, bool fits)
    {
        await using var stage = await EndpointStage.StartAsync(static options => options.MaxResponseSize = 1024);
        stage.AnswerWith(200, """{"id":"user-1"}""" + new string(' ', length - 15));

        var failure = await Record.ExceptionAsync(() => stage.Client.CreateApi<IAccountApi>(PlainContext.Default).GetAsync());

        Assert.Equal(fits, failure is null);
        Assert.Equal(fits ? null : typeof(BrevApiException), failure?.GetType());
    }

    [Fact]
    public async Task The_limit_holds_for_an_answer_that_does_not_say_what_it_is()
    {
        await using var stage = await EndpointStage.StartAsync(static options => options.MaxResponseSize = 1024);
        stage.AnswerWith(async (_, context) => await context.Response.WriteAsync("{}" + new string(' ', 2000)));

        var failure = await Record.ExceptionAsync(() => stage.Client.CreateApi<IAccountApi>(PlainContext.Default).GetAsync());

        Assert.Contains("MaxResponseSize", Assert.IsType<BrevApiException>(failure).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_download_of_an_applications_interface_has_no_limit()
    {
        await using var stage = await EndpointStage.StartAsync(static options => options.MaxResponseSize = 1024);
        stage.AnswerWith(200, new string('x', 5000), "application/octet-stream");

        using var reader = new StreamReader(await stage.Client.CreateApi<IAccountApi>().DownloadAsync());

        Assert.Equal(5000, (await reader.ReadToEndAsync()).Length);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("no-such-encoding")]
    public async Task The_encoding_of_an_error_is_the_one_it_names_or_the_usual(string charSet)
    {
        await using var stage = await EndpointStage.StartAsync();
        var encoding = charSet == "utf-16" ? System.Text.Encoding.Unicode : System.Text.Encoding.UTF8;
        stage.AnswerWith(async (_, context) =>
        {
            context.Response.StatusCode = 400;
            context.Response.ContentType = "application/json; charset=" + charSet;
            await context.Response.Body.WriteAsync(encoding.GetBytes("""{"message":"größer"}"""));
        });

        var exception = await Assert.ThrowsAsync<BrevApiException>(() => stage.Client.GetWorkspaceAsync("w1"));

        Assert.Equal("größer", exception.ErrorMessage);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf8")]
    [InlineData("\"UTF-8\"")]
    public async Task The_encoding_of_an_answer_is_the_one_it_names_or_the_usual(string charSet)
    {
        await using var stage = await EndpointStage.StartAsync();
        var encoding = charSet == "utf-16" ? System.Text.Encoding.Unicode : System.Text.Encoding.UTF8;
        stage.AnswerWith(async (_, context) =>
        {
            context.Response.ContentType = "application/json; charset=" + charSet;
            await context.Response.Body.WriteAsync(encoding.GetBytes("""{"id":"w1","name":"größer"}"""));
        });

        Assert.Equal("größer", (await stage.Client.GetWorkspaceAsync("w1")).Name);
    }

    private static async Task WriteCompressedAsync(HttpContext context, int status, int megabytes)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.Headers.ContentEncoding = "gzip";
        try
        {
            await using var compressed = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
            for (var written = 0; written < megabytes; written++)
            {
                await compressed.WriteAsync(Zeros, context.RequestAborted);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The client has seen enough.
        }
    }
}
