namespace Brev.Sdk.Credentials;

/// <summary>
/// The environment variables that Brev's documentation and CI workflows use. They are read at the first call, and again when the server rejects their value.
/// </summary>
internal sealed class EnvironmentCredential(TimeProvider timeProvider) : BrevCredential
{
    public const string ApiKeyVariable = "BREV_API_KEY";
    public const string TokenVariable = "BREV_API_TOKEN";

    private volatile StaticCredential? _credential;

    public override ValueTask<BrevAccessToken> GetTokenAsync(bool forceRefresh = false, CancellationToken cancellationToken = default)
    {
        var credential = forceRefresh ? null : _credential;
        if (credential is null)
        {
            try
            {
                _credential = credential = Read();
            }
            catch (ArgumentException)
            {
                return ValueTask.FromException<BrevAccessToken>(new BrevConfigurationException(
                    $"{ApiKeyVariable} or {TokenVariable} holds a space, a line break or another character that cannot stand in an HTTP header. Set it to the bare key or token."));
            }
        }

        return credential is null
            ? ValueTask.FromException<BrevAccessToken>(new BrevLoginRequiredException($"Neither {ApiKeyVariable} nor {TokenVariable} is set. Set {ApiKeyVariable} to an API key of Brev."))
            : credential.GetTokenAsync(forceRefresh, cancellationToken);
    }

    public override string ToString() => "BrevCredential { environment }";

    private StaticCredential? Read() =>
        Environment.GetEnvironmentVariable(ApiKeyVariable) is { } key && !string.IsNullOrWhiteSpace(key) ? StaticCredential.ForApiKey(key)
        : Environment.GetEnvironmentVariable(TokenVariable) is { } token && !string.IsNullOrWhiteSpace(token) ? StaticCredential.ForAccessToken(token, timeProvider)
        : null;
}
