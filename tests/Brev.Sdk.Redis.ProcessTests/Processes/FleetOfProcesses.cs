using System.Collections.Concurrent;
using System.Globalization;
using Brev.Sdk.Redis.Tests.Servers;
using Brev.Sdk.Tests.Authentication;
using Brev.Sdk.Tests.Sockets;
using Microsoft.AspNetCore.Http;

namespace Brev.Sdk.Redis.ProcessTests.Processes;

/// <summary>
/// One login that many processes share in Redis: an API that revokes the token as soon as each of them has used it, and an identity
/// provider whose refresh tokens can be used once, and which has processes and the server killed at the worst moments.
/// </summary>
public sealed class FleetOfProcesses : IAsyncDisposable
{
    private readonly object _gate = new();
    private readonly TemporaryFolder _keys = new();
    private readonly LoopbackServer _server;
    private readonly RedisServer _redis;
    private readonly BrevRedisCredentialStore _store;
    private readonly CallRounds _rounds;
    private readonly FleetSize _size;
    private readonly InstanceProcess?[] _instances;
    private readonly Dictionary<int, KillPoint> _kills;
    private readonly List<InstanceProcess> _killed = [];
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string _accessToken = "";
    private string _refreshToken = "";
    private bool _isLastOwnerKilled;

    private FleetOfProcesses(LoopbackServer server, RedisServer redis, FleetSize size, IReadOnlyDictionary<int, KillPoint> kills)
    {
        (_server, _redis, _size, _kills) = (server, redis, size, new Dictionary<int, KillPoint>(kills));
        _instances = new InstanceProcess?[size.Processes];
        _rounds = new CallRounds(size.Processes);
        _store = new BrevRedisCredentialStore(InstanceProgram.OptionsFor(ConnectionOf(redis), _keys.Path, size.LockExpiry));
        server.Answer = (request, context) => request.Target == "/oauth/token"
            ? RefreshAsync(request, context)
            : ServeAsync(request, context);
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

    public static async Task<FleetOfProcesses> StartAsync(FleetSize size, IReadOnlyDictionary<int, KillPoint> kills)
    {
        var fleet = new FleetOfProcesses(await LoopbackServer.StartAsync(), await RedisServer.StartAsync(), size, kills);
        await fleet.SignInAsync();
        for (var slot = 0; slot < size.Processes; slot++)
        {
            fleet.StartInstance(slot);
        }

        return fleet;
    }

    /// <summary>Waits until the last rotation is made.</summary>
    public Task FinishAsync(TimeSpan limit) => _finished.Task.WaitAsync(limit);

    public async ValueTask DisposeAsync()
    {
        _rounds.End();
        await Task.WhenAll(_instances.OfType<InstanceProcess>().Concat(_killed).Select(instance => instance.DisposeAsync().AsTask()));
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
            now.AddSeconds(ProviderCalls - 7200),
            now.AddHours(1).AddSeconds(ProviderCalls),
            TestToken.Auth0Issuer,
            audience: TestToken.Auth0Audience);
        _refreshToken = $"canary-{Guid.NewGuid():N}";
        _isLastOwnerKilled = false;
        _rounds.Accept(_accessToken);
    }

    private void StartInstance(int slot) =>
        _instances[slot] = InstanceProcess.Start(ConnectionOf(_redis), _keys.Path, _server.Address, slot, _size.LockExpiry, Outcomes);

    private void Kill(int slot)
    {
        _instances[slot]!.Kill();
        _killed.Add(_instances[slot]!);
        KilledInstances++;
        _rounds.Leave(slot);
        StartInstance(slot);
    }

    private async Task ServeAsync(ReceivedRequest request, HttpContext context)
    {
        var isAccepted = await _rounds.CallAsync(SlotOf(request), request.Authorization).WaitAsync(context.RequestAborted);
        await (isAccepted ? AuthenticationStage.SucceedAsync(context) : AuthenticationStage.RejectAsync(context, 401));
    }

    private async Task RefreshAsync(ReceivedRequest request, HttpContext context)
    {
        var slot = SlotOf(request);
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

        await (kill == KillPoint.Redis ? RestartRedisAsync() : answer is null ? RefuseAsync() : Task.CompletedTask);
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
        KilledServers++;
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

        if (Rotations >= _size.Rotations)
        {
            _rounds.End();
            _finished.TrySetResult();
        }
    }

    /// <summary>
    /// A refresh token that has been used up: its successor is lost with a killed process that had not stored it, or two instances have
    /// spent one.
    /// </summary>
    private async Task RefuseAsync()
    {
        var stored = await _store.LoadAsync(default);
        lock (_gate)
        {
            if (!_isLastOwnerKilled || stored?.RefreshToken == _refreshToken)
            {
                PresentedTwice++;
                return;
            }

            LostInTheGap++;
        }

        await SignInAsync();
    }

    /// <summary>With the library's own time limits, as an application has them.</summary>
    private static string ConnectionOf(RedisServer redis) => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{redis.Port}");

    private static int SlotOf(ReceivedRequest request) => int.Parse(request.Headers["x-slot"], CultureInfo.InvariantCulture);
}
