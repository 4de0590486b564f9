using System.Collections;
using System.Net;
using Brev.Sdk.Testing.Requests;

namespace Brev.Sdk.Testing;

/// <summary>
/// Every request that the control plane and the public API have received, in the order of their arrival, and what a test has planned for
/// those to come. Enumerating it reads a copy. Thread-safe.
/// </summary>
public sealed class FakeRequests : IEnumerable<FakeRequest>
{
    private readonly object _lock = new();
    private readonly Queue<FakeRequest> _received = [];
    private readonly List<FakeViolation> _violations = [];
    private readonly List<PlannedAnswer> _planned = [];
    private readonly List<FakeGate> _gates = [];
    private long _receivedCount;
    private bool _closed;

    internal FakeRequests()
    {
    }

    /// <summary>
    /// How many requests are kept; older ones are forgotten when more arrive. Default: all. For tests that run for hours.
    /// </summary>
    public int MaximumKept { get; set; } = int.MaxValue;

    /// <summary>How many requests have arrived, kept or not, since the start or the last <see cref="Clear"/>.</summary>
    public long ReceivedCount => Interlocked.Read(ref _receivedCount);

    /// <summary>How many requests are kept.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _received.Count;
            }
        }
    }

    /// <summary>
    /// The requests that broke a rule, such as a token on a call that needs none. A correct client leaves this empty, save for tokens that
    /// the test itself has revoked.
    /// </summary>
    public IReadOnlyList<FakeViolation> Violations
    {
        get
        {
            lock (_lock)
            {
                return [.. _violations];
            }
        }
    }

    /// <summary>The requests for one operation.</summary>
    /// <param name="operationId">Its id, such as <c>ListWorkspaces</c>.</param>
    /// <exception cref="ArgumentException">There is no such operation.</exception>
    public IReadOnlyList<FakeRequest> For(string operationId)
    {
        RequireOperation(operationId);
        lock (_lock)
        {
            return [.. _received.Where(request => request.OperationId == operationId)];
        }
    }

    /// <summary>Has the next requests fail, whatever they call.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="times">How many requests.</param>
    /// <param name="body">The body; <see langword="null"/> for the one that real errors of this status have.</param>
    public void FailNext(HttpStatusCode status, int times = 1, string? body = null) =>
        FailNext(operationId: null, new FakeFailure(status) { Body = body }, times);

    /// <summary>Has the next requests for one operation fail. They change nothing in the fake.</summary>
    /// <param name="operationId">The operation, such as <c>ListWorkspaces</c>.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="times">How many requests.</param>
    /// <param name="body">The body; <see langword="null"/> for the one that real errors of this status have.</param>
    /// <exception cref="ArgumentException">There is no such operation.</exception>
    public void FailNext(string operationId, HttpStatusCode status, int times = 1, string? body = null) =>
        FailNext(operationId, new FakeFailure(status) { Body = body }, times);

    /// <summary>Has the next requests for one operation fail. They change nothing in the fake.</summary>
    /// <param name="operationId">The operation; <see langword="null"/> for any.</param>
    /// <param name="failure">How they fail.</param>
    /// <param name="times">How many requests.</param>
    /// <exception cref="ArgumentException">There is no such operation.</exception>
    public void FailNext(string? operationId, FakeFailure failure, int times = 1)
    {
        ArgumentNullException.ThrowIfNull(failure);
        if (operationId is not null)
        {
            RequireOperation(operationId);
        }

        Plan(new PlannedAnswer(operationId, times) { Failure = failure });
    }

    /// <summary>Has the next requests for one operation do their work and still fail, as when a gateway gives up too early.</summary>
    /// <param name="operationId">The operation, such as <c>CreateWorkspace</c>.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="times">How many requests.</param>
    /// <exception cref="ArgumentException">There is no such operation.</exception>
    public void LoseNextAnswer(string operationId, HttpStatusCode status, int times = 1) =>
        LoseNextAnswer(operationId, new FakeFailure(status), times);

    /// <summary>
    /// Has the next requests for one operation do their work and still fail, as when the connection breaks before the answer.
    /// </summary>
    /// <param name="operationId">The operation, such as <c>CreateWorkspace</c>.</param>
    /// <param name="failure">What the caller sees in place of the answer.</param>
    /// <param name="times">How many requests.</param>
    /// <exception cref="ArgumentException">There is no such operation.</exception>
    public void LoseNextAnswer(string operationId, FakeFailure failure, int times = 1)
    {
        ArgumentNullException.ThrowIfNull(failure);
        RequireOperation(operationId);
        Plan(new PlannedAnswer(operationId, times) { Failure = failure, HasEffect = true });
    }

    /// <summary>
    /// Has the next requests for one operation do their work and cuts the connection in the middle of the answer, after half of its body.
    /// </summary>
    /// <param name="operationId">The operation, such as <c>ListWorkspaces</c>.</param>
    /// <param name="times">How many requests.</param>
    /// <exception cref="ArgumentException">There is no such operation.</exception>
    public void CutNextAnswer(string operationId, int times = 1)
    {
        RequireOperation(operationId);
        Plan(new PlannedAnswer(operationId, times) { CutsAnswer = true });
    }

    /// <summary>
    /// Has the next requests for one operation take their time, such as a catalogue that is slow. The true answer comes when
    /// <see cref="FakeBrev.Clock"/> has moved so far; <see cref="FakeClock.RunAsync(Task, TimeSpan?, CancellationToken)"/> moves it, and a
    /// call whose time limit is shorter times out.
    /// </summary>
    /// <param name="operationId">The operation, such as <c>ListOrganizationInstanceTypes</c>; <see langword="null"/> for any.</param>
    /// <param name="by">How long, by the fake's clock.</param>
    /// <param name="times">How many requests.</param>
    /// <exception cref="ArgumentException">There is no such operation.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="by"/> is zero or negative.</exception>
    public void DelayNext(string? operationId, TimeSpan by, int times = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(by, TimeSpan.Zero);
        if (operationId is not null)
        {
            RequireOperation(operationId);
        }

        Plan(new PlannedAnswer(operationId, times) { Delay = by });
    }

    /// <summary>Holds the next requests: they have arrived and get their true answer when the gate is released.</summary>
    /// <param name="operationId">The operation; <see langword="null"/> for any.</param>
    /// <param name="times">How many requests.</param>
    /// <exception cref="ArgumentException">There is no such operation.</exception>
    public FakeGate HoldNext(string? operationId = null, int times = 1)
    {
        if (operationId is not null)
        {
            RequireOperation(operationId);
        }

        var gate = NewGate();
        Plan(new PlannedAnswer(operationId, times) { Gate = gate });
        return gate;
    }

    /// <summary>Forgets the requests and violations so far. What is planned stays.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _received.Clear();
            Interlocked.Exchange(ref _receivedCount, 0);
            _violations.Clear();
        }
    }

    /// <inheritdoc/>
    public IEnumerator<FakeRequest> GetEnumerator()
    {
        lock (_lock)
        {
            return ((IEnumerable<FakeRequest>)_received.ToArray()).GetEnumerator();
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Add(FakeRequest request)
    {
        lock (_lock)
        {
            Interlocked.Increment(ref _receivedCount);
            _received.Enqueue(request);
            while (_received.Count > MaximumKept)
            {
                _received.Dequeue();
            }
        }
    }

    internal void AddViolation(FakeViolationKind kind, FakeRequest request) => AddViolation(new FakeViolation(kind, request));

    internal void AddViolation(FakeViolation violation)
    {
        lock (_lock)
        {
            _violations.Add(violation);
        }
    }

    internal PlannedAnswer? TakePlanned(string? operationId)
    {
        lock (_lock)
        {
            var planned = _planned.Find(plan => plan.TryTake(operationId));
            _planned.RemoveAll(static plan => plan.IsUsedUp);
            return planned;
        }
    }

    internal FakeGate NewGate()
    {
        var gate = new FakeGate();
        lock (_lock)
        {
            _gates.Add(gate);
            if (_closed)
            {
                gate.Release();
            }
        }

        return gate;
    }

    /// <summary>Opens every gate, so that no request hangs when the servers stop.</summary>
    internal void Close()
    {
        lock (_lock)
        {
            _closed = true;
            _gates.ForEach(static gate => gate.Release());
        }
    }

    private static void RequireOperation(string operationId)
    {
        if (!BrevClient.Endpoints.Any(endpoint => endpoint.OperationId == operationId))
        {
            throw new ArgumentException(
                $"There is no operation '{operationId}'. Use an operation id such as ListWorkspaces: the method's name without Async.",
                nameof(operationId));
        }
    }

    private void Plan(PlannedAnswer planned)
    {
        lock (_lock)
        {
            _planned.Add(planned);
        }
    }
}
