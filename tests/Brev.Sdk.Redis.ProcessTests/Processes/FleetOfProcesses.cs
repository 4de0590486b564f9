using System.Collections.Concurrent;
using System.Globalization;
using Brev.Sdk.Redis.Tests.Servers;
using Brev.Sdk.Tests.Authentication;
using Brev.Sdk.Tests.Sockets;
using Microsoft.AspNetCore.Http;

namespace Brev.Sdk.Redis.ProcessTests.Processes;

/// <summary>
/// One login that many processes share in Redis: an API that revokes the token as soon as each of them has used it, so that all meet a 401 at the same moment, and an
/// identity provider whose refresh tokens can be used once.
/// </summary>
public sealed class FleetOfProcesses : IAsyncDisposable
{
    private readonly object _gate = new();
    private readonly TemporaryFolder _keys = new();
    private readonly LoopbackServer _server;
    private readonly RedisServer _redis;
    private readonly BrevRedisCredentialStore _store;
    private readonly int _rotations;
    private readonly InstanceProcess?[] _instances;
    private readonly HashSet<int> _arrived = [];
    private readonly HashSet<int> _owed = [];
    private readonly HashSet<string> _accepted = [];
    private readonly Dictionary<int, KillPoint> _kills;
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _round = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string _accessToken = "";
    private string _refreshToken = "";
    private bool _isLastOwnerKilled;
    private bool _isFinished;

    private FleetOfProcesses(LoopbackServer server, RedisServer redis, int processes, int rotations, Dictionary<int, KillPoint> kills)
    {
        (_server, _redis, _rotations, _kills) = (server, redis, rotations, kills);
        _instances = new InstanceProcess?[processes];
        _store = new BrevRedisCredentialStore(InstanceProgram.OptionsFor(redis.ConnectionString, _keys.Path));
        server.Answer = (request, context) => request.Target == "/oauth/token" ? RefreshAsync(request, context) : ServeAsync(request, context);
    }

    public ConcurrentQueue<string> Outcomes { get; } = new();

    public int Rotations { get; private set; }

    public int ProviderCalls { get; private set; }

    public int KilledInstances { get; private set; }

    public int KilledServers { get; private set; }

    /// <summary>Calls that the provider did not answer, because it had the caller killed first.</summary>
    public int Unanswered { get; private set; }

    /// <summary>Logins whose new refresh token died with the process that had asked for it.</summary>
    public int LostInTheGap { get; private set; }

    /// <summary>Refresh tokens that were used up, and presented again without any kill that explains it.</summary>
    public int PresentedTwice { get; private set; }

    public static async Task<FleetOfProcesses> StartAsync(int processes, int rotations, Dictionary<int, KillPoint> kills)
    {
        var fleet = new FleetOfProcesses(await LoopbackServer.StartAsync(), await RedisServer.StartAsync(), processes, rotations, kills);
        await fleet.SignInAsync();
        for (var slot = 0; slot < processes; slot++)
        {
            fleet.StartInstance(slot);
        }

        return fleet;
    }

    public Task FinishAsync(TimeSpan limit) => _finished.Task.WaitAsync(limit);

    public async ValueTask DisposeAsync()
    {
        Finish();
        await Task.WhenAll(_instances.OfType<InstanceProcess>().Select(instance => instance.DisposeAsync().AsTask()));
        await _store.DisposeAsync();
        await _redis.DisposeAsync();
        await _server.DisposeAsync();
        _keys.Dispose();
    }

    /// <summary>What an operator does.</summary>
    private ValueTask SignInAsync()
    {
        BrevStoredCredential login;
        lock (_gate)
        {
            Issue();
            login = new BrevStoredCredential { AccessToken = _accessToken, RefreshToken = _refreshToken };
        }

        return _store.SaveAsync(login, default);
    }

    private void Issue()
    {
        var now = DateTimeOffset.UtcNow;
        _accessToken = TestToken.Create(
            now.AddSeconds(ProviderCalls - 7200), now.AddHours(1).AddSeconds(ProviderCalls), TestToken.Auth0Issuer, audience: TestToken.Auth0Audience);
        _refreshToken = $"canary-{Guid.NewGuid():N}";
        _isLastOwnerKilled = false;
        _accepted.Add("Bearer " + _accessToken);
    }

    private void StartInstance(int slot) => _instances[slot] = InstanceProcess.Start(_redis.ConnectionString, _keys.Path, _server.Address, slot, Outcomes);

    private void Kill(int slot)
    {
        _instances[slot]!.Kill();
        KilledInstances++;
        StartInstance(slot);
    }

    private async Task ServeAsync(ReceivedRequest request, HttpContext context)
    {
        var slot = int.Parse(request.Headers["x-slot"], CultureInfo.InvariantCulture);
        Task round;
        lock (_gate)
        {
            var isAccepted = _accepted.Contains(request.Authorization!);
            if (_isFinished || (isAccepted && _owed.Remove(slot)))
            {
                round = Task.CompletedTask;
            }
            else if (!isAccepted)
            {
                _owed.Add(slot);
                round = Task.FromException(new UnauthorizedAccessException());
            }
            else
            {
                _arrived.Add(slot);
                round = _round.Task;
                EndRoundWhenComplete();
            }
        }

        try
        {
            await round.WaitAsync(context.RequestAborted);
            await AuthenticationStage.SucceedAsync(context);
        }
        catch (UnauthorizedAccessException)
        {
            await AuthenticationStage.RejectAsync(context, 401);
        }
    }

    private void EndRoundWhenComplete()
    {
        if (_arrived.Count < _instances.Length)
        {
            return;
        }

        // Each instance has the same token in hand, and from now on it is not accepted any more.
        _owed.UnionWith(_arrived);
        _arrived.Clear();
        _accepted.Clear();
        _round.SetException(new UnauthorizedAccessException());
        _ = _round.Task.Exception;
        _round = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private async Task RefreshAsync(ReceivedRequest request, HttpContext context)
    {
        var slot = int.Parse(request.Headers["x-slot"], CultureInfo.InvariantCulture);
        KillPoint? kill = null;
        string? answer = null;
        lock (_gate)
        {
            ProviderCalls++;
            if (request.Body.Contains("refresh_token=" + _refreshToken, StringComparison.Ordinal))
            {
                kill = _kills.Remove(Rotations, out var point) ? point : null;
                if (kill == KillPoint.BeforeTheAnswer)
                {
                    Kill(slot);
                    Unanswered++;
                    context.Abort();
                    return;
                }

                Rotate(kill, slot);
                answer = $$"""{"access_token":"{{_accessToken}}","refresh_token":"{{_refreshToken}}"}""";
            }
        }

        if (kill == KillPoint.Redis)
        {
            await RestartRedisAsync();
        }

        if (answer is null)
        {
            await RefuseAsync();
        }

        await AuthenticationStage.WriteJsonAsync(context, answer ?? """{"error":"invalid_grant"}""", answer is null ? 403 : 200);
        if (kill == KillPoint.AfterTheAnswer)
        {
            await context.Response.CompleteAsync();
            lock (_gate)
            {
                Kill(slot);
                _isLastOwnerKilled = true;
            }
        }
    }

    private async Task RestartRedisAsync()
    {
        await _redis.StopAsync();
        await _redis.StartAgainAsync();
        lock (_gate)
        {
            KilledServers++;
        }
    }

    private void Rotate(KillPoint? kill, int slot)
    {
        Rotations++;
        Issue();
        if (kill == KillPoint.InTheGap)
        {
            Kill(slot);
            _isLastOwnerKilled = true;
        }
        else if (kill == KillPoint.AnyInstance)
        {
            Kill((slot + 1 + (Rotations * 7 % (_instances.Length - 1))) % _instances.Length);
        }

        if (Rotations >= _rotations)
        {
            Finish();
        }
    }

    /// <summary>A refresh token that has been used up: its successor is either lost with a killed process, or two instances have spent it.</summary>
    private ValueTask RefuseAsync()
    {
        lock (_gate)
        {
            if (_isLastOwnerKilled)
            {
                LostInTheGap++;
            }
            else
            {
                PresentedTwice++;
                return default;
            }
        }

        return SignInAsync();
    }

    private void Finish()
    {
        lock (_gate)
        {
            _isFinished = true;
            _round.TrySetResult();
            _finished.TrySetResult();
        }
    }
}
