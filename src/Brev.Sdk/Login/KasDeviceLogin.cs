using Brev.Sdk.Connections;
using Brev.Sdk.IdentityProviders;

namespace Brev.Sdk.Login;

/// <summary>
/// Signs a person in with NVIDIA: the login is begun for an e-mail address, completed in a browser, and asked for every 2 seconds, first
/// after 2 seconds, for 5 minutes at most.
/// </summary>
internal sealed class KasDeviceLogin(KasIdentityProvider kas, DeviceLoginOptions options)
{
    private const string Setting = "BREV_AUTH_URL or KasEndpoint";
    private const string Host = KasIdentityProvider.DisplayName;

    // What NVIDIA answers while the person has not signed in yet is not documented: any JSON error means "not yet". What is no
    // answer of NVIDIA's at all must not look like a slow person, so it counts, and ends the wait when there is nothing else.
    private const int MostFaultsInARow = 15;
    private const int MostWebPagesInARow = 3;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private readonly TimeProvider _timeProvider = options.Credential.TimeProvider;
    private int _faults;
    private int _webPages;
    private string _lastAnswer = "none";

    public async Task<DeviceLoginResult> RunAsync(
        Func<DeviceLoginPrompt, CancellationToken, Task> showPrompt, CancellationToken cancellationToken)
    {
        var deviceId = Guid.NewGuid().ToString();
        var (session, address) = await BeginAsync(deviceId, cancellationToken).ConfigureAwait(false);
        await showPrompt(new DeviceLoginPrompt(address, null, _timeProvider.GetUtcNow() + Limit), cancellationToken).ConfigureAwait(false);

        // From here, and not from before the prompt, which may take until the person has signed in.
        var started = _timeProvider.GetTimestamp();
        while (_timeProvider.GetElapsedTime(started) + Interval <= Limit)
        {
            await Task.Delay(Interval, _timeProvider, cancellationToken).ConfigureAwait(false);
            if (await PollAsync(session, cancellationToken).ConfigureAwait(false) is { } token)
            {
                return new DeviceLoginResult(token, session.ToRefreshToken(), token);
            }
        }

        throw LoginFailure.TooLate(Host, Limit, _lastAnswer);
    }

    private async Task<(KasSession Session, Uri Address)> BeginAsync(string deviceId, CancellationToken cancellationToken)
    {
        var answer = await kas.BeginLoginAsync(
            new KasLoginRequest(options.Email!.Trim(), deviceId, options.ConsoleAddress), cancellationToken).ConfigureAwait(false);
        var begun = answer.IsSuccess ? answer.Read(IdentityProviderJsonContext.Default.KasLoginResponse) : null;
        return KasSession.TryParse($"{begun?.SessionKey}:{deviceId}", out var session)
            && LoginAddress.TryRead(begun?.LoginUrl, out var address)
            ? (session, address)
            : throw LoginFailure.NotBegun(
                Host, answer, answer.Read(IdentityProviderJsonContext.Default.KasTokenResponse)?.RequestStatus?.StatusCode, Setting);
    }

    private async Task<string?> PollAsync(KasSession session, CancellationToken cancellationToken)
    {
        BoundedAnswer answer;
        try
        {
            answer = await kas.PollLoginAsync(session, cancellationToken).ConfigureAwait(false);
        }
        catch (RefreshFailedException failure) when (++_faults < MostFaultsInARow)
        {
            _lastAnswer = failure.Reason.TrimEnd('.');
            return null;
        }

        _lastAnswer = answer.ToString();
        if (answer.IsSuccess && KasIdentityProvider.ReadToken(answer) is { } token)
        {
            kas.CheckToken(token, previous: null);
            return token;
        }

        Count(answer);
        return null;
    }

    private void Count(BoundedAnswer answer)
    {
        _webPages = answer.IsWebPage ? _webPages + 1 : 0;
        _faults = answer.IsPassing ? _faults + 1 : 0;
        if (_webPages >= MostWebPagesInARow)
        {
            throw LoginFailure.NotTheProvider(Host, answer, Setting);
        }

        if (_faults >= MostFaultsInARow)
        {
            throw new BrevConnectionException($"{Host} kept failing ({answer}) while the sign-in was waited for. Try again later.");
        }
    }
}
