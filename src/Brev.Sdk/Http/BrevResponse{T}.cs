namespace Brev.Sdk;

/// <summary>A value that Brev answered with, and what came with the answer.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public sealed class BrevResponse<T> : BrevResponse
{
    internal BrevResponse(BrevResponse response, T value)
        : base(response) => Value = value;

    /// <summary>What the call gives without its metadata.</summary>
    public T Value { get; }
}
