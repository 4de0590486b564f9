using System.Net;

namespace Brev.Sdk.Tests.Errors;

/// <summary>Exceptions that an application's test makes for a mock reads as if Brev had answered so.</summary>
public sealed class BrevApiExceptionTests
{
    [Fact]
    public void One_made_for_not_found_is_not_found()
    {
        var exception = new BrevApiException(HttpStatusCode.NotFound, operationId: "GetWorkspace");

        Assert.True(
            exception is
            {
                IsNotFound: true,
                IsTransient: false,
                OperationId: "GetWorkspace",
                Method: "GET",
                Path: "/api/workspaces/{workspaceId}",
            });
        Assert.Contains("Brev answered 404 Not Found to GetWorkspace", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_made_of_a_body_says_what_the_body_says()
    {
        var exception = new BrevApiException(
            HttpStatusCode.BadRequest,
            """{"errors":[{"message":"duplicate workspace with name train","field":"name"}]}""",
            "CreateWorkspace",
            "request-1");

        Assert.True(
            exception is
            {
                IsDuplicateName: true,
                ErrorMessage: "duplicate workspace with name train",
                ValidationField: "name",
                RequestId: "request-1",
                Method: "POST",
            });
    }

    [Fact]
    public void One_made_for_too_many_calls_has_the_wait()
    {
        var cause = new InvalidOperationException();

        var exception = new BrevApiException(HttpStatusCode.TooManyRequests, retryAfter: TimeSpan.FromSeconds(7), innerException: cause);

        Assert.True(exception is { IsRateLimited: true, IsTransient: true });
        Assert.Equal(TimeSpan.FromSeconds(7), exception.RetryAfter);
        Assert.Same(cause, exception.InnerException);
    }

    [Fact]
    public void One_made_for_an_operation_of_no_document_keeps_its_name() =>
        Assert.Equal("GetPaint", new BrevApiException(HttpStatusCode.NotFound, operationId: "GetPaint").OperationId);

    [Fact]
    public void Secrets_of_the_body_are_masked() =>
        Assert.DoesNotContain("CANARY", new BrevApiException(
            HttpStatusCode.BadRequest, """{"message":"bad key bak-CANARY"}""").ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData(typeof(BrevConnectionException))]
    [InlineData(typeof(BrevTimeoutException))]
    [InlineData(typeof(BrevLoginRequiredException))]
    [InlineData(typeof(BrevConfigurationException))]
    [InlineData(typeof(BrevException))]
    [InlineData(typeof(BrevApiException))]
    public void Every_exception_of_a_call_can_be_made_by_a_test(Type type) => Assert.NotEmpty(type.GetConstructors());
}
