namespace Brev.Sdk.Http;

/// <summary>How long a call may take.</summary>
internal static class CallTimeLimit
{
    /// <summary>The limit of the options; twice that for a call that the document marks as slow.</summary>
    public static TimeSpan Of(ApiEndpoint? endpoint, TimeSpan usual) =>
        usual != Timeout.InfiniteTimeSpan && endpoint is { IsSlow: true } ? usual * 2 : usual;
}
