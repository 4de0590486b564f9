using System.Net;
using Brev.Sdk.Testing.Tokens;

namespace Brev.Sdk.Testing.Http;

/// <summary>
/// What every API request passes, in this order: it is recorded, finds its operation, has its token checked, meets what the test has
/// planned, and is answered.
/// </summary>
internal sealed class ApiFront(FakeServer server, OperationTable operations, FakeTokens tokens, FakeRequests requests, TimeProvider clock)
{
    private readonly RouteTable _routes = new(server == FakeServer.PublicApi ? ApiServer.PublicApi : ApiServer.ControlPlane);

    public async Task<FakeAnswer> AnswerAsync(FakeRequest request)
    {
        var found = _routes.Find(request.Method, request.Path);
        request.OperationId = found?.Endpoint.OperationId;
        requests.Add(request);
        var (rejection, token) = found is { } route ? CheckToken(route.Endpoint, request) : (UnknownRoute(request), null);
        var planned = requests.TakePlanned(request.OperationId);
        if (planned?.Gate is { } gate)
        {
            await gate.PassAsync().ConfigureAwait(false);
        }

        if (planned is { Delay.Ticks: > 0 } slow)
        {
            await request.ParkAsync(ended => Task.Delay(slow.Delay, clock, ended)).ConfigureAwait(false);
        }

        if (planned is { Failure: { } failure, HasEffect: false })
        {
            return Fail(failure);
        }

        var answer = rejection ?? operations.Answer(found!.Value.Endpoint, new OperationCall(request, found.Value.Values, token));
        return planned switch
        {
            { Failure: { } lost } => Fail(lost),
            { CutsAnswer: true } => answer with { Ending = AnswerEnding.InTheMiddle },
            _ => answer,
        };
    }

    private FakeAnswer Fail(FakeFailure failure) => FakeAnswer.From(failure, status => ErrorBodies.For(server, status));

    private FakeAnswer UnknownRoute(FakeRequest request)
    {
        requests.AddViolation(FakeViolationKind.UnknownRoute, request);
        return server == FakeServer.PublicApi ? ErrorBodies.Connect(HttpStatusCode.NotFound, "not_found") : ErrorBodies.NotFound("route");
    }

    private (FakeAnswer? Rejection, TokenRecord? Token) CheckToken(ApiEndpoint endpoint, FakeRequest request)
    {
        var hasHeader = request.Headers.ContainsKey("Authorization");
        if (!endpoint.RequiresAuthorization)
        {
            if (hasHeader)
            {
                requests.AddViolation(FakeViolationKind.TokenOnAnonymousOperation, request);
            }

            return (null, null);
        }

        if (string.IsNullOrEmpty(request.BearerToken))
        {
            return (Reject(FakeViolationKind.TokenMissing, request), null);
        }

        return tokens.Check(request.BearerToken, out var token) switch
        {
            TokenVerdict.Good => (null, token),
            TokenVerdict.Expired => (Reject(FakeViolationKind.TokenExpired, request), null),
            TokenVerdict.Revoked => (Reject(FakeViolationKind.TokenRevoked, request), null),
            _ => (Reject(FakeViolationKind.TokenUnknown, request), null),
        };
    }

    private FakeAnswer Reject(FakeViolationKind kind, FakeRequest request)
    {
        requests.AddViolation(kind, request);
        return server == FakeServer.PublicApi
            ? ErrorBodies.Connect(HttpStatusCode.Unauthorized, "unauthenticated", "invalid token")
            : ErrorBodies.Rest(HttpStatusCode.Unauthorized, "UnauthorizedError");
    }
}
