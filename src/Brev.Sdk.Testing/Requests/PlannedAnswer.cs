namespace Brev.Sdk.Testing;

/// <summary>What a test has planned for coming requests: a failure, or a gate in front of the true answer.</summary>
internal sealed class PlannedAnswer(string? operationId, int times, FakeFailure? failure, FakeGate? gate)
{
    private int _left = times;

    public FakeFailure? Failure => failure;

    public FakeGate? Gate => gate;

    public bool IsUsedUp => _left <= 0;

    public bool TryTake(string? operation)
    {
        if (_left <= 0 || (operationId is not null && operationId != operation))
        {
            return false;
        }

        _left--;
        return true;
    }
}
