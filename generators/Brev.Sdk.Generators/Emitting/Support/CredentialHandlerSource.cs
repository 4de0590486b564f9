namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>CredentialHandler</c>.</summary>
internal static class CredentialHandlerSource
{
    public const string Text = """
        using global::System;
        using global::System.Linq;
        using global::System.Net.Http;
        using global::System.Net.Http.Headers;
        using global::System.Text;
        using global::System.Threading;
        using global::System.Threading.Tasks;

        /// <summary>
        /// Fills in one credential, where a call has left its place empty and nowhere else: calls that ask for another one, or for none,
        /// pass as they are. A request that has been filled in keeps its credential when it is sent again.
        /// </summary>
        [Generated]
        public sealed class CredentialHandler : DelegatingHandler
        {
            private readonly SecurityScheme _scheme;
            private readonly Func<CancellationToken, ValueTask<string>> _credential;

            /// <summary>Creates the handler.</summary>
            /// <param name="scheme">The scheme that it knows the credential of: one of <see cref="SecuritySchemes"/>.</param>
            /// <param name="credential">
            /// Gives the token or the key, once for each request; for Basic the name and the password with a colon between them.
            /// </param>
            public CredentialHandler(SecurityScheme scheme, Func<CancellationToken, ValueTask<string>> credential)
            {
                _scheme = scheme ?? throw new ArgumentNullException(nameof(scheme));
                _credential = credential ?? throw new ArgumentNullException(nameof(credential));
            }

            /// <inheritdoc/>
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                if (IsAsked(request))
                {
                    Fill(request, await _credential(cancellationToken).ConfigureAwait(false));
                }

                return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            }

            private static string? Value(HttpRequestMessage request, string header) =>
                request.Headers.NonValidated.TryGetValues(header, out var values) ? string.Join("; ", values) : null;

            private static string[] Cookies(HttpRequestMessage request) => (Value(request, "Cookie") ?? "").Split("; ");

            private static string[] Pairs(HttpRequestMessage request) => request.RequestUri!.Query.TrimStart('?').Split('&');

            private string EmptyCookie => _scheme.Name + "=";

            private string EmptyPair => Uri.EscapeDataString(_scheme.Name) + "=";

            private bool IsAsked(HttpRequestMessage request) => _scheme.Place switch
            {
                CredentialPlace.Authorization =>
                    string.Equals(Value(request, "Authorization")?.Trim(), _scheme.Name, StringComparison.OrdinalIgnoreCase),
                CredentialPlace.Header => Value(request, _scheme.Name) is { } value && value.Trim().Length == 0,
                CredentialPlace.Query => Pairs(request).Contains(EmptyPair),
                _ => Cookies(request).Contains(EmptyCookie),
            };

            private void Fill(HttpRequestMessage request, string credential)
            {
                switch (_scheme.Place)
                {
                    case CredentialPlace.Authorization:
                        var isBasic = string.Equals(_scheme.Name, "Basic", StringComparison.OrdinalIgnoreCase);
                        var parameter = isBasic ? Convert.ToBase64String(Encoding.UTF8.GetBytes(credential)) : credential;
                        request.Headers.Authorization = new AuthenticationHeaderValue(_scheme.Name, parameter);
                        break;
                    case CredentialPlace.Header:
                        Set(request, _scheme.Name, Checked(credential, char.IsControl));
                        break;
                    case CredentialPlace.Query:
                        var query = Pairs(request).Select(pair => pair == EmptyPair ? pair + Uri.EscapeDataString(credential) : pair);
                        request.RequestUri = new Uri(request.RequestUri!.GetLeftPart(UriPartial.Path) + "?" + string.Join("&", query));
                        break;
                    default:
                        var given = Checked(credential, static one => char.IsControl(one) || one is ';' or ',' or ' ' or '"' or '\\');
                        var cookies = Cookies(request).Select(cookie => cookie == EmptyCookie ? cookie + given : cookie);
                        Set(request, "Cookie", string.Join("; ", cookies));
                        break;
                }
            }

            private static void Set(HttpRequestMessage request, string header, string value)
            {
                request.Headers.Remove(header);
                request.Headers.TryAddWithoutValidation(header, value);
            }

            private string Checked(string credential, Func<char, bool> isRefused) => credential.Any(isRefused)
                ? throw new InvalidOperationException($"The credential for '{_scheme.Name}' has characters that its place cannot hold.")
                : credential;
        }
        """;
}
