using System.Collections.Concurrent;
using Brev.Sdk.Tests.Authentication;
using Brev.Sdk.Tests.Sockets;
using Microsoft.AspNetCore.Http;

namespace Brev.Sdk.ProcessTests.Credentials.Processes;

/// <summary>
/// One login shared by many processes: an API that revokes the token as soon as every process has used it, so that all of them meet a 401
/// at the same moment, and an identity provider whose refresh tokens can be used once, or again and again.
/// </summary>
public sealed class SharedLogin : IAsyncDisposable
{
    private const int RewritesUntilHeldUp = 20;

    private static readonly TimeSpan HeldUp = TimeSpan.FromMilliseconds(100);

    private readonly object _gate = new();
    private readonly object _cli = new();
    private readonly TemporaryFolder _folder = new();
    private readonly LoopbackServer _server;
    private readonly int _processes;
    private readonly int _rotations;
    private readonly bool _isRotating;
    private readonly WorkerProcess?[] _workers;
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

    private SharedLogin(LoopbackServer server, int processes, int rotations, bool isRotating, Dictionary<int, KillPoint> kills)
    {
        (_server, _processes, _rotations, _isRotating, _kills) = (server, processes, rotations, isRotating, kills);
        _workers = new WorkerProcess?[processes];
        server.Answer = (request, context) => request.Target == "/oauth/token" || request.Path == "/token"
            ? RefreshAsync(request, context)
            : ServeAsync(request, context);
    }

    public ConcurrentQueue<string> Outcomes { get; } = new();

    public string Path => _folder.File();

    public string Folder => _folder.Path;

    public int Rotations { get; private set; }

    public int Killed { get; private set; }

    /// <summary>Logins whose new refresh token died with the process that had asked for it.</summary>
    public int LostInTheGap { get; private set; }

    /// <summary>Refresh tokens that were used up, and presented again without any kill that explains it.</summary>
    public int LostOtherwise { get; private set; }

    public int Rejections { get; private set; }

    public static async Task<SharedLogin> StartAsync(
        int processes, int rotations, bool isRotating, Dictionary<int, KillPoint>? kills = null)
    {
        var login = new SharedLogin(await LoopbackServer.StartAsync(), processes, rotations, isRotating, kills ?? []);
        login.SignIn();
        for (var slot = 0; slot < processes; slot++)
        {
            login.StartWorker(slot);
        }

        return login;
    }

    public Task FinishAsync(TimeSpan limit) => _finished.Task.WaitAsync(limit);

    public async ValueTask DisposeAsync()
    {
        Finish();
        await Task.WhenAll(_workers.OfType<WorkerProcess>().Select(worker => worker.DisposeAsync().AsTask()));
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>
    /// As the CLI does it, again and again until it is stopped: read the file, empty it, fill it in place. In two parts, so that a reader
    /// meets half a file as well. What the SDK stores between its reading and its emptying, it undoes; now and then it is held up there, as
    /// on a busy machine, for longer than whoever has stored something looks after it.
    /// </summary>
    /// <returns>How often.</returns>
    public int RewriteInALoop(CancellationToken cancellationToken)
    {
        var rewrites = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            lock (_cli)
            {
                var content = File.ReadAllBytes(Path);
                if (rewrites % RewritesUntilHeldUp == 0)
                {
                    // No wait for anything to happen: this is how slow the writer is.
                    cancellationToken.WaitHandle.WaitOne(HeldUp);
                }

                using var file = new FileStream(
                    Path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
                file.Write(content.AsSpan(0, content.Length / 2));
                file.Write(content.AsSpan(content.Length / 2));
                rewrites++;
            }

            Thread.Yield();
        }

        return rewrites;
    }

    /// <summary>What a person does with the CLI.</summary>
    private void SignIn()
    {
        Issue();
        lock (_cli)
        {
            CredentialsFile.Write(Path, _accessToken, _refreshToken);
        }
    }

    /// <summary>What the file holds; not while the CLI is at it, so that it is whole.</summary>
    private string StoredRefreshToken()
    {
        lock (_cli)
        {
            return CredentialsFile.Read(Path)["refresh_token"]!.GetValue<string>();
        }
    }

    private void Issue()
    {
        var now = DateTimeOffset.UtcNow;
        _accessToken = _isRotating
            ? TestToken.Create(now.AddSeconds(Rotations - 7200), now.AddHours(1)
                .AddSeconds(Rotations), TestToken.Auth0Issuer, audience: TestToken.Auth0Audience)
            : TestToken.Create(now.AddSeconds(Rotations - 7200), now.AddHours(1).AddSeconds(Rotations));
        _refreshToken = _isRotating ? $"canary-{Guid.NewGuid():N}" : "canary-session:canary-device";
        _isLastOwnerKilled = false;
        _accepted.Add("Bearer " + _accessToken);
    }

    private void StartWorker(int slot) => _workers[slot] = WorkerProcess.Start(Path, _server.Address, slot, Outcomes);

    private void Kill(int slot)
    {
        _workers[slot]!.Kill();
        Killed++;
        StartWorker(slot);
    }

    private async Task ServeAsync(ReceivedRequest request, HttpContext context)
    {
        var slot = int.Parse(request.Query.Split('&').Single(part => part.StartsWith("user", StringComparison.OrdinalIgnoreCase))
            .Split('=')[1], System.Globalization.CultureInfo.InvariantCulture);
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
        if (_arrived.Count < _processes)
        {
            return;
        }

        // Everybody has the same token in hand, and from now on it is not accepted any more.
        _owed.UnionWith(_arrived);
        _arrived.Clear();
        _accepted.Clear();
        _round.SetException(new UnauthorizedAccessException());
        _ = _round.Task.Exception;
        _round = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private async Task RefreshAsync(ReceivedRequest request, HttpContext context)
    {
        var slot = int.Parse(request.Headers["x-slot"], System.Globalization.CultureInfo.InvariantCulture);
        KillPoint? kill;
        string answer;
        lock (_gate)
        {
            if (_isRotating && !request.Body.Contains("refresh_token=" + _refreshToken, StringComparison.Ordinal))
            {
                answer = Refuse();
                kill = null;
            }
            else
            {
                kill = _kills.Remove(Rotations, out var point) ? point : null;
                if (kill == KillPoint.BeforeTheAnswer)
                {
                    Kill(slot);
                    context.Abort();
                    return;
                }

                Rotate(kill, slot);
                answer = _isRotating
                    ? $$"""{"access_token":"{{_accessToken}}","refresh_token":"{{_refreshToken}}"}"""
                    : $$"""{"token":"{{_accessToken}}"}""";
            }
        }

        await AuthenticationStage.WriteJsonAsync(context, answer, answer.Contains("error", StringComparison.Ordinal) ? 403 : 200);
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

    private void Rotate(KillPoint? kill, int slot)
    {
        Rotations++;
        Issue();
        if (kill == KillPoint.InTheGap)
        {
            Kill(slot);
            _isLastOwnerKilled = true;
        }
        else if (kill == KillPoint.Anybody)
        {
            Kill((slot + 1 + (Rotations * 7 % (_processes - 1))) % _processes);
        }

        if (Rotations >= _rotations)
        {
            Finish();
        }
    }

    /// <summary>A refresh token that has been used up: its successor is either lost with a killed process, or something is wrong.</summary>
    private string Refuse()
    {
        Rejections++;
        if (_isLastOwnerKilled)
        {
            LostInTheGap++;
            SignIn();
        }
        else if (StoredRefreshToken() != _refreshToken)
        {
            LostOtherwise++;
            SignIn();
        }

        return """{"error":"invalid_grant"}""";
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
