namespace Brev.Sdk.ProcessTests.Credentials.Processes;

/// <summary>Which process is killed, and when.</summary>
public enum KillPoint
{
    /// <summary>The process that asks, before the provider has done anything.</summary>
    BeforeTheAnswer,

    /// <summary>The process that asks, when its refresh token is used up and it has no answer: this login is lost for good.</summary>
    InTheGap,

    /// <summary>The process that asks, somewhere between the answer and the rename, or later.</summary>
    AfterTheAnswer,

    /// <summary>A process that happens to be doing anything.</summary>
    Anybody,
}
