using System.Net;
using Brev.Sdk.Errors;

namespace Brev.Sdk.Tests.Errors;

public sealed class ApiErrorClassifierTests
{
    [Theory]
    [InlineData(400, """{"errors":[{"message":"duplicate workspace with name train-1"}]}""", ApiErrorKind.InvalidRequest
        | ApiErrorKind.Conflict | ApiErrorKind.DuplicateName)]
    [InlineData(400, """{"errors":[{"message":"identity already exists"}]}""", ApiErrorKind.InvalidRequest
        | ApiErrorKind.Conflict | ApiErrorKind.DuplicateName)]
    [InlineData(400, """{"errors":[{"message":"Legacy workspace version unsupported"}]}""", ApiErrorKind.InvalidRequest)]
    [InlineData(401, """{"errors":[{"type":"UnauthorizedError"}]}""", ApiErrorKind.Unauthenticated)]
    [InlineData(403, """{"errors":[{"message":"forbidden"}]}""", ApiErrorKind.PermissionDenied)]
    [InlineData(403, "", ApiErrorKind.PermissionDenied)]
    [InlineData(404, """{"errors":[{"message":"workspace not found"}]}""", ApiErrorKind.NotFound)]
    [InlineData(409, """{"message":"no capacity"}""", ApiErrorKind.Conflict)]
    [InlineData(429, "", ApiErrorKind.RateLimited | ApiErrorKind.Transient)]
    [InlineData(
        500,
        """{"errors":[{"message":"rpc error: code = DeadlineExceeded desc = context deadline exceeded"}]}""",
        ApiErrorKind.Transient)]
    [InlineData(500, """{"errors":[{"message":"failed: rpc error: NotFound desc = instance type x not found"}]}""", ApiErrorKind.NotFound
        | ApiErrorKind.InvalidRequest)]
    [InlineData(500, """{"code":"internal","message":"ssh access not ready"}""", ApiErrorKind.Transient)]
    [InlineData(502, "<html>", ApiErrorKind.Transient)]
    [InlineData(400, """{"code":"failed_precondition"}""", ApiErrorKind.InvalidRequest)]
    [InlineData(409, """{"code":"already_exists"}""", ApiErrorKind.Conflict | ApiErrorKind.DuplicateName)]
    [InlineData(404, """{"code":"not_found"}""", ApiErrorKind.NotFound)]
    [InlineData(401, """{"code":"unauthenticated"}""", ApiErrorKind.Unauthenticated)]
    [InlineData(403, """{"code":"permission_denied"}""", ApiErrorKind.PermissionDenied)]
    [InlineData(503, """{"code":"unavailable"}""", ApiErrorKind.Transient)]
    [InlineData(
        500,
        """{"errors":[{"message":"rpc error: code = Unknown desc = create: rpc error: code = NotFound"""
            + """ desc = instance type g5 not found"}]}""",
        ApiErrorKind.NotFound | ApiErrorKind.InvalidRequest)]
    [InlineData(
        500,
        """{"errors":[{"message":"rpc error: code = Internal desc = NotFound: instance type g5 not found"}]}""",
        ApiErrorKind.NotFound | ApiErrorKind.InvalidRequest)]
    [InlineData(500, """{"errors":[{"message":"rpc error: NotFound: no such thing"}]}""", ApiErrorKind.NotFound
        | ApiErrorKind.InvalidRequest)]
    [InlineData(500, """{"errors":[{"message":"rpc error: code = NotFound, desc = no such thing"}]}""", ApiErrorKind.NotFound
        | ApiErrorKind.InvalidRequest)]
    [InlineData(500, """{"errors":[{"message":"NotFound: instance type g5 not found"}]}""", ApiErrorKind.NotFound
        | ApiErrorKind.InvalidRequest)]
    [InlineData(500, """{"errors":[{"message":"the instance type g5 was not found"}]}""", ApiErrorKind.NotFound
        | ApiErrorKind.InvalidRequest)]
    [InlineData(500, """{"errors":[{"message":"quota exceeded for L40S"}]}""", ApiErrorKind.QuotaExceeded)]
    [InlineData(500, """{"errors":[{"message":"provider not enabled"}]}""", ApiErrorKind.ProviderNotEnabled)]
    [InlineData(500, """{"errors":[{"message":"CloudCredId or WorkspaceGroupId must be specified"}]}""", ApiErrorKind.InvalidRequest)]
    [InlineData(500, """{"errors":[{"message":"duplicate workspace with name train-1"}]}""", ApiErrorKind.Conflict
        | ApiErrorKind.DuplicateName)]
    [InlineData(400, """{"errors":[{"message":"rpc error: code = Unavailable desc = try later"}]}""", ApiErrorKind.Transient)]
    [InlineData(400, """{"errors":[{"message":"context deadline exceeded"}]}""", ApiErrorKind.Transient)]
    [InlineData(418, "", ApiErrorKind.None)]
    internal void Status_code_and_known_texts_give_the_kind(int status, string body, ApiErrorKind kind) =>
        Assert.Equal(kind, ApiErrorClassifier.Classify((HttpStatusCode)status, ApiErrorBodyReader.Read(body)));
}
