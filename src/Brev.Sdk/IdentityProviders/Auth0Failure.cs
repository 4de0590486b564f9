using Brev.Sdk.Connections;

namespace Brev.Sdk.IdentityProviders;

/// <summary>Tells what an answer without tokens means.</summary>
internal static class Auth0Failure
{
    /// <summary>The failure that an answer to a refresh stands for. A code that OAuth defines counts before the status.</summary>
    public static RefreshFailedException From(BoundedAnswer answer, string? secret)
    {
        var code = answer.Read(IdentityProviderJsonContext.Default.Auth0TokenResponse)?.Error;
        var kind = IsRejection(answer, code) ? RefreshFailureKind.Rejected : RefreshFailureKind.Transient;
        var what = kind == RefreshFailureKind.Rejected ? "refused the refresh token" : "gave no token";
        return new(kind, $"{Auth0IdentityProvider.DisplayName} {what} ({answer}{ErrorCode.Suffix(code, secret)}).", answer.RetryAfter);
    }

    private static bool IsRejection(BoundedAnswer answer, string? code) => code switch
    {
        _ when answer.IsPassing || answer.IsSuccess => false,
        "invalid_grant" => true,
        "temporarily_unavailable" or "server_error" or "slow_down" => false,
        _ => (int)answer.Status is 401 or 403 && !answer.IsWebPage,
    };
}
