namespace Brev.Sdk.Testing;

/// <summary>What a caller sees in place of the answer to a create.</summary>
public enum FakeCreateFault
{
    /// <summary>The status 500, with a gRPC text inside.</summary>
    ServerError,

    /// <summary>A connection that is cut before any answer.</summary>
    Reset,

    /// <summary>The status 201 with a body that breaks off in the middle.</summary>
    CutAnswer,
}
