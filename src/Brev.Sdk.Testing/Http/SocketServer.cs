using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using WireMock;
using WireMock.Logging;
using WireMock.Server;
using WireMock.Settings;
using WireMock.Types;
using WireMock.Util;

namespace Brev.Sdk.Testing;

/// <summary>One server on a loopback port that the system chooses. Every request that its socket receives goes to one function.</summary>
internal sealed class SocketServer : IDisposable
{
    private readonly WireMockServer _server;
    private readonly FakeServer _role;
    private readonly FakeClock _clock;
    private readonly Func<FakeRequest, Task<FakeAnswer>> _answer;
    private readonly AsyncLocal<HttpContext?> _connection = new();

    private SocketServer(FakeServer role, FakeClock clock, Func<FakeRequest, Task<FakeAnswer>> answer)
    {
        _role = role;
        _clock = clock;
        _answer = answer;
        _server = WireMockServer.Start(CreateSettings(RememberConnection));
        _server.Given(WireMock.RequestBuilders.Request.Create().UsingAnyMethod()).RespondWith(WireMock.ResponseBuilders.Response.Create().WithCallback(AnswerAsync));
        Address = new Uri($"http://127.0.0.1:{_server.Port}");
    }

    public Uri Address { get; }

    public static Task<SocketServer> StartAsync(FakeServer role, FakeClock clock, Func<FakeRequest, Task<FakeAnswer>> answer) =>
        Task.Run(() => new SocketServer(role, clock, answer));

    public void Dispose()
    {
        _server.Stop();
        _server.Dispose();
    }

    /// <summary>Its own request log and its reading of bodies are off: the fake keeps what it needs, and a log without bounds would slow down long tests.</summary>
    private static WireMockServerSettings CreateSettings(Action<object> beforeEachRequest) => new()
    {
        Urls = ["http://127.0.0.1:0"],
        MaxRequestLogCount = 0,
        SaveUnmatchedRequests = false,
        DoNotSaveDynamicResponseInLogEntry = true,
        DisableJsonBodyParsing = true,
        DisableDeserializeFormUrlEncoded = true,
        DisableRequestBodyDecompressing = true,
        AllowPartialMapping = false,
        StartAdminInterface = false,
        Logger = new WireMockNullLogger(),
        PreWireMockMiddlewareInit = beforeEachRequest,
    };

    private static string ReadBody(IRequestMessage message) =>
        message.Body ?? (message.BodyAsBytes is { } bytes ? Encoding.UTF8.GetString(bytes) : "");

    private static Dictionary<string, string> ReadHeaders(IRequestMessage message) =>
        message.Headers?.ToDictionary(static header => header.Key, static header => string.Join(",", header.Value), StringComparer.OrdinalIgnoreCase)
        ?? new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    private static ResponseMessage Write(FakeAnswer answer)
    {
        var headers = new Dictionary<string, WireMockList<string>> { ["Content-Type"] = new(answer.ContentType) };
        if (answer.RetryAfter is { } wait)
        {
            headers["Retry-After"] = new(((long)wait.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        }

        return new ResponseMessage
        {
            StatusCode = (int)answer.Status,
            Headers = headers,
            BodyData = new BodyData { DetectedBodyType = BodyType.String, BodyAsString = answer.Body, Encoding = new UTF8Encoding(false) },
        };
    }

    private async Task<IResponseMessage> AnswerAsync(IRequestMessage message)
    {
        var request = new FakeRequest(
            _role, message.Method.ToUpperInvariant(), new Uri(message.AbsoluteUrl), ReadHeaders(message), ReadBody(message), _clock.GetUtcNow());
        using var work = _clock.Work.Begin(request);
        var answer = await FindAnswerAsync(request).ConfigureAwait(false);
        if (answer.BreaksConnection)
        {
            _connection.Value?.Abort();
        }
        else
        {
            request.AnsweredWith((int)answer.Status);
        }

        return Write(answer);
    }

    /// <summary>A fault of the fake itself, or of a state that a test has made impossible, must not look like one of Brev's.</summary>
    private async Task<FakeAnswer> FindAnswerAsync(FakeRequest request)
    {
        try
        {
            return await _answer(request).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            return FakeAnswer.Json(
                new JsonObject { ["message"] = $"The fake could not answer {request.Method} {request.Path}: {exception.Message}" }, HttpStatusCode.InternalServerError);
        }
    }

    /// <summary>WireMock does not show its callbacks the connection, which they need to cut it.</summary>
    private void RememberConnection(object application) => ((IApplicationBuilder)application).Use((context, next) =>
    {
        _connection.Value = context;
        return next(context);
    });
}
