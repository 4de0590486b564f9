using Brev.Sdk.Connections;
using Brev.Sdk.IdentityProviders;

namespace Brev.Sdk.Login;

/// <summary>Explains a sign-in that came to nothing. Nothing has been stored then.</summary>
internal static class LoginFailure
{
    public static BrevException From(RefreshFailedException failure) => failure.Kind == RefreshFailureKind.Transient
        ? new BrevConnectionException(
            $"The sign-in failed for a passing reason: {failure.Reason} Nothing has been stored; try again.", failure.InnerException)
        : new BrevLoginRequiredException($"The sign-in failed: {failure.Reason} Nothing has been stored.");

    /// <summary>The host did not begin a login.</summary>
    public static BrevException NotBegun(string host, BoundedAnswer answer, string? code, string setting) => answer switch
    {
        { IsPassing: true } => new BrevConnectionException($"{host} could not begin the sign-in ({answer}). Try again in a moment."),
        { IsSuccess: true } => NotTheProvider(host, answer, setting),
        { IsJsonObject: false } => NotTheProvider(host, answer, setting),
        _ =>
            new BrevException(
                $"{host} refused to begin the sign-in ({answer}{ErrorCode.Suffix(code)}). Check the e-mail address and the provider."),
    };

    public static BrevConfigurationException NotTheProvider(string host, BoundedAnswer answer, string setting) =>
        new($"What answers at the address of {host} is something else ({answer}): the answer is not what it should be. Check "
            + $"{setting} and any proxy in between.");

    public static BrevTimeoutException TooLate(string host, TimeSpan limit, string lastAnswer) =>
        new($"The sign-in at {host} was not completed within {limit.TotalMinutes:0.#} minutes; its last answer was: {lastAnswer}. "
            + "Start again.", limit);
}
