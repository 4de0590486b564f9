using Brev.Sdk.Connections;
using Brev.Sdk.IdentityProviders;

namespace Brev.Sdk.Login;

/// <summary>Signs a person in with Auth0 by the device authorization grant of OAuth 2.0 (RFC 8628).</summary>
internal sealed class Auth0DeviceLogin(Auth0IdentityProvider auth0, DeviceLoginOptions options)
{
    private const string Setting = "Auth0Endpoint";
    private const string Host = Auth0IdentityProvider.DisplayName;
    private const int MostFaultsInARow = 10;

    private static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan DefaultLimit = TimeSpan.FromMinutes(15);

    /// <summary>The CLI waits a second longer than the server asks for, so that neither clock makes it too early.</summary>
    private static readonly TimeSpan Courtesy = TimeSpan.FromSeconds(1);

    /// <summary>What <c>slow_down</c> adds to the interval, by the standard.</summary>
    private static readonly TimeSpan SlowDown = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _timeProvider = options.Credential.TimeProvider;
    private TimeSpan _interval;
    private int _faults;
    private string _lastAnswer = "none";

    public async Task<DeviceLoginResult> RunAsync(
        Func<DeviceLoginPrompt, CancellationToken, Task> showPrompt, CancellationToken cancellationToken)
    {
        var answer = await auth0.BeginLoginAsync(cancellationToken).ConfigureAwait(false);
        var begun = answer.IsSuccess ? answer.Read(IdentityProviderJsonContext.Default.Auth0DeviceCodeResponse) : null;
        if (begun is not { DeviceCode.Length: > 0 } || !LoginAddress.TryRead(begun.VerificationUriComplete, out var address))
        {
            throw LoginFailure.NotBegun(Host, answer, answer.Read(IdentityProviderJsonContext.Default.Auth0TokenResponse)?.Error, Setting);
        }

        var started = _timeProvider.GetTimestamp();
        var limit = Seconds(begun.ExpiresIn, DefaultLimit, TimeSpan.FromDays(1));
        _interval = Seconds(begun.Interval, DefaultInterval, LongestInterval) + Courtesy;
        await showPrompt(
            new DeviceLoginPrompt(address, begun.UserCode, _timeProvider.GetUtcNow() + limit), cancellationToken).ConfigureAwait(false);
        do
        {
            // Once at least, however long the prompt has taken: the person may have signed in meanwhile.
            await Task.Delay(_interval, _timeProvider, cancellationToken).ConfigureAwait(false);
            if (await PollAsync(begun.DeviceCode, cancellationToken).ConfigureAwait(false) is { } result)
            {
                return result;
            }
        }
        while (_timeProvider.GetElapsedTime(started) < limit);

        throw LoginFailure.TooLate(Host, limit, _lastAnswer);
    }

    private async Task<DeviceLoginResult?> PollAsync(string deviceCode, CancellationToken cancellationToken)
    {
        BoundedAnswer answer;
        try
        {
            answer = await auth0.PollLoginAsync(deviceCode, cancellationToken).ConfigureAwait(false);
        }
        catch (RefreshFailedException failure) when (++_faults < MostFaultsInARow)
        {
            _lastAnswer = failure.Reason.TrimEnd('.');
            return null;
        }

        return Read(answer);
    }

    private DeviceLoginResult? Read(BoundedAnswer answer)
    {
        var tokens = answer.Read(IdentityProviderJsonContext.Default.Auth0TokenResponse);
        _lastAnswer = $"{answer}{ErrorCode.Suffix(tokens?.Error)}";
        if (answer.IsSuccess && tokens is { AccessToken.Length: > 0 })
        {
            var accessToken = auth0.CheckAccessToken(tokens.AccessToken, previous: null);
            return new DeviceLoginResult(
                accessToken, tokens.RefreshToken ?? "", string.IsNullOrEmpty(tokens.IdToken) ? accessToken : tokens.IdToken);
        }

        switch (tokens?.Error)
        {
            case "authorization_pending":
                _faults = 0;
                return null;
            case "slow_down":
                _faults = 0;
                _interval += SlowDown;
                return null;
            case "access_denied":
                throw new BrevLoginRequiredException(
                    "The sign-in was refused in the browser, so nothing has been stored. Start again and confirm the code.");
            case "expired_token":
                throw new BrevLoginRequiredException("The code of this sign-in has expired, so nothing has been stored. Start again.");
            default:
                return ContinueAfter(answer, tokens?.Error);
        }
    }

    private DeviceLoginResult? ContinueAfter(BoundedAnswer answer, string? code)
    {
        if (!answer.IsPassing && !answer.IsSuccess)
        {
            throw new BrevException($"{Host} ended the sign-in ({answer}{ErrorCode.Suffix(code)}). Nothing has been stored.");
        }

        _interval = answer.RetryAfter is { } wait && wait > _interval ? Smaller(wait, LongestInterval) : _interval;
        return ++_faults < MostFaultsInARow
            ? null
            : throw new BrevConnectionException($"{Host} kept failing ({answer}) while the sign-in was waited for. Try again later.");
    }

    private static TimeSpan Seconds(double? seconds, TimeSpan otherwise, TimeSpan most) =>
        seconds is > 0 ? TimeSpan.FromSeconds(Math.Min(seconds.Value, most.TotalSeconds)) : otherwise;

    private static TimeSpan Smaller(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
