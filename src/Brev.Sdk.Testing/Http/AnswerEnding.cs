namespace Brev.Sdk.Testing.Http;

/// <summary>How an answer ends on the wire.</summary>
internal enum AnswerEnding
{
    /// <summary>It is sent whole.</summary>
    Whole,

    /// <summary>The connection is cut in place of the answer.</summary>
    BeforeTheAnswer,

    /// <summary>Half of the body is sent, then the connection is cut.</summary>
    InTheMiddle,

    /// <summary>Nothing is sent, and the connection stays open until the client or the fake ends it.</summary>
    Never,
}
