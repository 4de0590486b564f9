namespace Brev.Sdk.Testing.Requests;

/// <summary>
/// What a test has planned for coming requests: a failure, or a gate in front of the true answer. The lock of <see cref="FakeRequests"/>
/// guards it.
/// </summary>
internal sealed class PlannedAnswer
{
    private readonly string? _operationId;
    private int _left;

    public PlannedAnswer(string? operationId, int times)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        _operationId = operationId;
        _left = times;
    }

    public FakeFailure? Failure { get; init; }

    public FakeGate? Gate { get; init; }

    /// <summary>How long the answer takes by the clock.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Whether the connection is cut in the middle of the true answer.</summary>
    public bool CutsAnswer { get; init; }

    /// <summary>Whether the operation does its work although its answer is <see cref="Failure"/>.</summary>
    public bool HasEffect { get; init; }

    public bool IsUsedUp => _left <= 0;

    public bool TryTake(string? operation)
    {
        if (_left <= 0 || (_operationId is not null && _operationId != operation))
        {
            return false;
        }

        _left--;
        return true;
    }
}
