using System.Net;
using Brev.Sdk.Testing.Http;
using Brev.Sdk.Testing.IdentityProvider;

namespace Brev.Sdk.Testing;

/// <summary>
/// NVIDIA's identity provider (KAS) and Auth0: it refreshes logins, and makes new ones by device login. A test can have it fail, refuse or
/// hang. Thread-safe.
/// </summary>
public sealed class FakeIdentityProvider
{
    private readonly object _lock = new();
    private readonly List<FakeRequest> _calls = [];
    private readonly FakeRequests _requests;
    private readonly Dictionary<string, Func<FakeRequest, FakeAnswer>> _routes;
    private FakeFailure? _failure;
    private int _failuresLeft;
    private bool _rejects;
    private FakeGate? _gate;

    internal FakeIdentityProvider(FakeRequests requests, KasProtocol kas, Auth0Protocol auth0, DeviceLogins logins)
    {
        _requests = requests;
        DeviceLogins = logins;
        _routes = new(StringComparer.Ordinal)
        {
            ["POST /device/login"] = kas.BeginLogin,
            ["GET /token"] = kas.GetToken,
            ["POST /oauth/device/code"] = auth0.BeginLogin,
            ["POST /oauth/token"] = auth0.GetTokens,
        };
    }

    /// <summary>How many requests it has received, answered or not.</summary>
    public int CallCount => Calls.Count;

    /// <summary>The requests that it has received, in the order of their arrival.</summary>
    public IReadOnlyList<FakeRequest> Calls
    {
        get
        {
            lock (_lock)
            {
                return [.. _calls];
            }
        }
    }

    /// <summary>How many device logins wait for the user.</summary>
    public int PendingLoginCount => DeviceLogins.PendingCount;

    internal DeviceLogins DeviceLogins { get; }

    /// <summary>Has every request fail until <see cref="Recover"/>, or a number of them.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="times">How many requests; <see langword="null"/> for all.</param>
    public void Fail(HttpStatusCode status = HttpStatusCode.ServiceUnavailable, int? times = null) => Fail(new FakeFailure(status), times);

    /// <summary>Has every request fail until <see cref="Recover"/>, or a number of them.</summary>
    /// <param name="failure">How they fail.</param>
    /// <param name="times">How many requests; <see langword="null"/> for all.</param>
    public void Fail(FakeFailure failure, int? times = null)
    {
        ArgumentNullException.ThrowIfNull(failure);
        lock (_lock)
        {
            _failure = failure;
            _failuresLeft = times ?? int.MaxValue;
        }
    }

    /// <summary>
    /// Has every refresh and every poll of a device login be refused, so that the user must sign in again, until <see cref="Recover"/>.
    /// </summary>
    public void Reject()
    {
        lock (_lock)
        {
            _rejects = true;
        }
    }

    /// <summary>Holds every request, as a server that hangs, until the gate is released or <see cref="Recover"/> is called.</summary>
    public FakeGate Hold()
    {
        var gate = _requests.NewGate();
        lock (_lock)
        {
            _gate?.Release();
            _gate = gate;
        }

        return gate;
    }

    /// <summary>Ends what <see cref="Fail(HttpStatusCode, int?)"/>, <see cref="Reject"/> and <see cref="Hold"/> began.</summary>
    public void Recover()
    {
        lock (_lock)
        {
            _failure = null;
            _rejects = false;
            _gate?.Release();
            _gate = null;
        }
    }

    /// <summary>The user approves every device login that waits: its next poll brings the tokens.</summary>
    /// <param name="userId">
    /// The account that signs in; <see langword="null"/> for the one with the e-mail address that the login named, otherwise
    /// <see cref="FakeUsers.Current"/>.
    /// </param>
    /// <exception cref="InvalidOperationException">No login waits.</exception>
    public void ApproveLogin(string? userId = null) => DeviceLogins.Decide(DeviceLoginState.Approved, userId);

    /// <summary>The user denies every device login that waits.</summary>
    /// <exception cref="InvalidOperationException">No login waits.</exception>
    public void DenyLogin() => DeviceLogins.Decide(DeviceLoginState.Denied, userId: null);

    internal async Task<FakeAnswer> AnswerAsync(FakeRequest request)
    {
        FakeGate? gate;
        lock (_lock)
        {
            _calls.Add(request);
            gate = _gate;
        }

        if (gate is not null)
        {
            await gate.PassAsync().ConfigureAwait(false);
        }

        return TakeFailure(request) ?? Route(request);
    }

    private FakeAnswer? TakeFailure(FakeRequest request)
    {
        lock (_lock)
        {
            if (_failure is { } failure && _failuresLeft > 0)
            {
                _failuresLeft--;
                return FakeAnswer.From(failure, Auth0Protocol.IsAuth0(request)
                    ? IdentityProviderBodies.Auth0Failure
                    : IdentityProviderBodies.KasFailure);
            }

            return !_rejects ? null : request.Path switch
            {
                "/token" => IdentityProviderBodies.KasUnauthorized,
                "/oauth/token" => Auth0Protocol.InvalidRefreshToken,
                _ => null,
            };
        }
    }

    private FakeAnswer Route(FakeRequest request)
    {
        if (_routes.TryGetValue($"{request.Method} {request.Path}", out var answer))
        {
            return answer(request);
        }

        _requests.AddViolation(FakeViolationKind.UnknownRoute, request);
        return IdentityProviderBodies.Kas(HttpStatusCode.NotFound, "NOT_FOUND", "no such route");
    }
}
