using Microsoft.Extensions.Logging;

namespace Brev.Sdk.Diagnostics;

/// <summary>
/// Everything the SDK logs. Event ids are stable: 1–19 tokens, 20–29 stored credentials, 30–39 calls. No message holds a secret.
/// </summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "The access token was refreshed (reason: {Reason}); the new one expires on {ExpiresOn}.")]
    public static partial void TokenRefreshed(ILogger logger, string reason, DateTimeOffset? expiresOn);

    [LoggerMessage(2, LogLevel.Information, "A newer access token was found in {Store} and is used from now on; it expires on "
        + "{ExpiresOn}.")]
    public static partial void TokenAdopted(ILogger logger, string store, DateTimeOffset? expiresOn);

    [LoggerMessage(3, LogLevel.Warning, "The access token could not be refreshed ({Result}) from {Store}: {Reason} It can still be used "
        + "for {TimeLeft}.")]
    public static partial void RefreshFailed(ILogger logger, string result, string store, string reason, TimeSpan timeLeft);

    [LoggerMessage(4, LogLevel.Debug, "The access token still cannot be refreshed ({Result}): {Reason}")]
    public static partial void RefreshStillFailing(ILogger logger, string result, string reason);

    [LoggerMessage(5, LogLevel.Warning, "The identity provider has just issued a token that is past its end by this machine's clock. Set "
        + "the clock; until then the token's life is measured from its arrival.")]
    public static partial void ClockDisagrees(ILogger logger);

    [LoggerMessage(6, LogLevel.Information, "Brev answered {Status} to a call; it is sent once more with a newer token.")]
    public static partial void CallResent(ILogger logger, int status);

    [LoggerMessage(7, LogLevel.Warning, "Brev answered {Status} to a call whose content cannot be sent twice, so it is not resent.")]
    public static partial void CallNotReplayable(ILogger logger, int status);

    [LoggerMessage(20, LogLevel.Warning, "The refreshed login could not be stored in {Store} ({Error}: {Detail}). It stays in use in this "
        + "process and the save will be tried again at the next refresh and when the credential is disposed; other processes may have to "
        + "sign in.")]
    public static partial void TokenSetNotSaved(ILogger logger, string store, string error, string detail);

    [LoggerMessage(21, LogLevel.Information, "The refreshed login has now been stored in {Store}.")]
    public static partial void TokenSetSavedLater(ILogger logger, string store);

    [LoggerMessage(22, LogLevel.Warning, "The lock of {Store} could not be given back ({Error}). Other processes may have to wait until "
        + "this one ends.")]
    public static partial void StoreNotUnlocked(ILogger logger, string store, string error);

    [LoggerMessage(23, LogLevel.Warning, "Other processes cannot be kept out while the login in {Store} is refreshed or stored: "
        + "{Obstacle} Until then two of them that refresh it at the same moment may end it.")]
    public static partial void StoreNotLocked(ILogger logger, string store, string obstacle);

    [LoggerMessage(24, LogLevel.Warning, "The login from the {Place} can no longer be used: {Reason} The one from the {OtherPlace} is "
        + "used instead.")]
    public static partial void LoginPassedOver(ILogger logger, string place, string reason, string otherPlace);

    [LoggerMessage(30, LogLevel.Information, "{Operation} is sent again (attempt {Attempt}) in {Delay} after {Cause}.")]
    public static partial void CallRetried(ILogger logger, string operation, int attempt, TimeSpan delay, string cause);

    [LoggerMessage(31, LogLevel.Information, "{Operation} was answered {Status} after an earlier attempt without a clear answer: what it "
        + "takes away is gone, so it has succeeded.")]
    public static partial void RemovalConfirmed(ILogger logger, string operation, int status);

    [LoggerMessage(32, LogLevel.Warning, "The member '{Member}' of {Type} in an answer has a value of another form than the API "
        + "describes, and is left out of what the call returns. This is said once for each member. A newer version of the SDK may know "
        + "the form.")]
    public static partial void MemberUnreadable(ILogger logger, string type, string member);

    [LoggerMessage(33, LogLevel.Warning, "Brev could not list what {Cloud} offers: {Reason}. The search goes on without it.")]
    public static partial void CloudNotListed(ILogger logger, string cloud, string reason);
}
