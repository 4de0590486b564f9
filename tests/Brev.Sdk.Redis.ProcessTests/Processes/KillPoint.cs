namespace Brev.Sdk.Redis.ProcessTests.Processes;

/// <summary>Which process is killed, and when.</summary>
public enum KillPoint
{
    /// <summary>The instance that asks, before the provider has done anything.</summary>
    BeforeTheAnswer,

    /// <summary>The instance that asks, when its refresh token is used up and it has no answer: this login is lost.</summary>
    InTheGap,

    /// <summary>The instance that asks, somewhere between the answer and the save, or later.</summary>
    AfterTheAnswer,

    /// <summary>An instance that happens to be doing anything.</summary>
    AnyInstance,

    /// <summary>The server, between the answer and the save; it is started again at once.</summary>
    Redis,
}
