using System.Globalization;

namespace Brev.Sdk.Http;

/// <summary>Checks a client's options once, when the client is made, so that a wrong one does not surface as a strange failure later.</summary>
internal static class OptionsValidation
{
    public static void Validate(BrevClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Require(options, options.Credential, nameof(options.Credential));
        Require(options, options.TimeProvider, nameof(options.TimeProvider));
        Require(options, options.LoggerFactory, nameof(options.LoggerFactory));
        Endpoint(options, options.ControlPlaneEndpoint, nameof(options.ControlPlaneEndpoint));
        Endpoint(options, options.PublicApiEndpoint, nameof(options.PublicApiEndpoint));
        if (options.RequestTimeout != Timeout.InfiniteTimeSpan && (options.RequestTimeout <= TimeSpan.Zero || options.RequestTimeout > TimeSpan.FromDays(1)))
        {
            throw Wrong(options, nameof(options.RequestTimeout), options.RequestTimeout.ToString("c", CultureInfo.InvariantCulture), "Set it to more than zero and at most one day, or to Timeout.InfiniteTimeSpan for no limit.");
        }

        if (options.MaxRetries is < 0 or > 10)
        {
            throw Wrong(options, nameof(options.MaxRetries), options.MaxRetries.ToString(CultureInfo.InvariantCulture), "Set it to 0 (never) up to 10.");
        }
    }

    private static void Require(BrevClientOptions options, object? value, string property)
    {
        if (value is null)
        {
            throw Wrong(options, property, "null", "Leave it at its default, or set a value.");
        }
    }

    private static void Endpoint(BrevClientOptions options, Uri? endpoint, string property)
    {
        if (endpoint is not { IsAbsoluteUri: true } || !(endpoint.Scheme == Uri.UriSchemeHttps || (endpoint.Scheme == Uri.UriSchemeHttp && endpoint.IsLoopback)))
        {
            throw Wrong(options, property, endpoint is null ? "null" : SecretRedactor.Redact(endpoint.OriginalString), "Set it to an absolute https address; http is allowed only to a loopback address, because a token would travel in clear.");
        }

        if (endpoint.UserInfo.Length > 0 || endpoint.Query.Length > 0 || endpoint.Fragment.Length > 0)
        {
            throw Wrong(options, property, SecretRedactor.Redact(endpoint.GetLeftPart(UriPartial.Path)), "Leave out user information, query and fragment.");
        }
    }

    private static ArgumentException Wrong(BrevClientOptions options, string property, string value, string advice) =>
        new($"{nameof(BrevClientOptions)}.{property} is {value}. {advice}", nameof(options));
}
