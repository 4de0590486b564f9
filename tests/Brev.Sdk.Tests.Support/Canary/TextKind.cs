namespace Brev.Sdk.Tests.Canary;

/// <summary>Where a text comes from that somebody might read.</summary>
internal enum TextKind
{
    LogEntry,

    /// <summary>An exception of the SDK's own.</summary>
    OwnException,

    /// <summary>Any other exception that was thrown, the tests' own left out.</summary>
    OtherException,
    Activity,
    Measurement,

    /// <summary>What an object says of itself: options, their values, credentials, tokens.</summary>
    Dump,

    /// <summary>What a program wrote that ran in a process of its own.</summary>
    Output,
}
