using Microsoft.Extensions.Logging;

namespace Brev.Sdk.Redis;

/// <summary>Everything the store logs. Event ids are stable: 60–71. No message holds a secret.</summary>
internal static partial class Log
{
    [LoggerMessage(60, LogLevel.Warning, "The lock of {Store} was lost in the middle of a refresh: Redis was away for too long, or this "
        + "process stood still. What another instance stores meanwhile is not overwritten.")]
    public static partial void LockLost(ILogger logger, string store);

    [LoggerMessage(61, LogLevel.Warning, "A login was not stored in {Store}, because another instance has stored something else since it "
        + "was read. It is read again.")]
    public static partial void SaveRefused(ILogger logger, string store);

    [LoggerMessage(62, LogLevel.Warning, "{Store} cannot announce changes ({Error}). It is asked every {Interval} instead.")]
    public static partial void NoticesLost(ILogger logger, string store, string error, TimeSpan interval);

    [LoggerMessage(63, LogLevel.Information, "{Store} announces changes.")]
    public static partial void NoticesBegun(ILogger logger, string store);

    [LoggerMessage(64, LogLevel.Information, "The login in {Store} was replaced; unless it is used, it expires in {Stay}.")]
    public static partial void LoginReplaced(ILogger logger, string store, TimeSpan? stay);

    [LoggerMessage(65, LogLevel.Information, "The login in {Store} was removed.")]
    public static partial void LoginRemoved(ILogger logger, string store);

    [LoggerMessage(66, LogLevel.Debug, "{Store} failed while polling for changes ({Error}).")]
    public static partial void PollFailed(ILogger logger, string store, string error);

    [LoggerMessage(67, LogLevel.Warning, "The lock of {Store} could not be given back ({Error}). It expires by itself; until then no "
        + "other instance refreshes.")]
    public static partial void LockKept(ILogger logger, string store, string error);

    [LoggerMessage(68, LogLevel.Warning, "What the identity provider has given could not be stored in {Store}. It is used here, and tried "
        + "every second until it is stored; other instances wait for it.")]
    public static partial void SaveLater(ILogger logger, string store);

    [LoggerMessage(69, LogLevel.Information, "What could not be stored in {Store} before is stored now.")]
    public static partial void SavedLater(ILogger logger, string store);

    [LoggerMessage(70, LogLevel.Warning, "{Store} had gone back to an older login, as after a failover that has lost the newest one. The "
        + "login that replaced it takes its place.")]
    public static partial void SetBack(ILogger logger, string store);

    [LoggerMessage(71, LogLevel.Error, "What the identity provider has given could not be stored in {Store} before the store was disposed. "
        + "If it has used up the refresh token that is stored there, sign in again through BrevLogin.")]
    public static partial void NeverSaved(ILogger logger, string store);
}
