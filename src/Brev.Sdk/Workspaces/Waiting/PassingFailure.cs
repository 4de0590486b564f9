namespace Brev.Sdk.Workspaces.Waiting;

/// <summary>Failures of a call that is safe to repeat, and can be different at the next try.</summary>
internal static class PassingFailure
{
    /// <summary>
    /// What the exception itself calls passing, an answer of success that cannot be read, which a proxy or a broken connection makes, a
    /// 404 that is not Brev's, and what a handler or a credential of the application's has thrown: that may be a limit of its own.
    /// </summary>
    public static bool Is(BrevException exception) =>
        exception is not BrevWaitException
        && (exception.IsTransient
            || IsForeign(exception)
            || (exception is BrevApiException api && ((int)api.StatusCode is >= 200 and < 300 || Absence.IsHearsay(api))));

    /// <summary>What is not of the SDK comes inside of the one exception that says nothing more.</summary>
    private static bool IsForeign(BrevException exception) =>
        exception.GetType() == typeof(BrevException) && exception.InnerException is not (null or BrevException);

    /// <summary>The pause that a server asks for, where that is longer, but never past the time that is left.</summary>
    /// <param name="exception">The failure.</param>
    /// <param name="usual">The pause otherwise.</param>
    /// <param name="left">How long failures are borne yet.</param>
    public static TimeSpan PauseAfter(BrevException exception, TimeSpan usual, TimeSpan left) =>
        exception is BrevApiException { RetryAfter: { } asked } && asked > usual
            ? TimeSpan.FromTicks(Math.Min(asked.Ticks, Math.Max(left.Ticks, usual.Ticks)))
            : usual;
}
