namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>StatusAnswer</c>.</summary>
internal static class StatusAnswerSource
{
    public const string Text = """
        using global::System;
        using global::System.IO;
        using global::System.Net.Http;
        using global::System.Runtime.ExceptionServices;
        using global::System.Threading;
        using global::System.Threading.Tasks;
        using global::Refit;

        /// <summary>A success whose status says how it is read.</summary>
        [Internal]
        internal sealed class StatusAnswer
        {
            private readonly HttpResponseMessage _response;
            private readonly RefitSettings _settings;
            private readonly CancellationToken _cancellationToken;
            private bool _isHandedOn;

            private StatusAnswer(HttpResponseMessage response, RefitSettings settings, CancellationToken cancellationToken)
            {
                _response = response;
                _settings = settings;
                _cancellationToken = cancellationToken;
            }

            public int Status => (int)_response.StatusCode;

            /// <summary>Waits for a call, and reads its answer.</summary>
            public static async Task<T> ReadAsync<T>(
                Task<ApiResponse<HttpResponseMessage>> call, Func<StatusAnswer, Task<T>> read, CancellationToken cancellationToken)
            {
                var given = await call.ConfigureAwait(false);
                if (given.Error is { } error)
                {
                    ExceptionDispatchInfo.Throw(error);
                }

                // Where the settings make an exception of another kind than Refit's own, Refit has dropped it, and the answer with it.
                var response = given.Content ?? (await given.EnsureSuccessStatusCodeAsync().ConfigureAwait(false)).Content!;
                var answer = new StatusAnswer(response, given.Settings, cancellationToken);
                try
                {
                    return await read(answer).ConfigureAwait(false);
                }
                finally
                {
                    if (!answer._isHandedOn)
                    {
                        response.Dispose();
                    }
                }
            }

            /// <summary>The body in the form of a type; none when there is no body.</summary>
            public async Task<T?> ReadAsync<T>()
            {
                if (Status == 204 || _response.Content.Headers.ContentLength == 0)
                {
                    return default;
                }

                try
                {
                    var content = _response.Content;
                    return await _settings.ContentSerializer.FromHttpContentAsync<T>(content, _cancellationToken).ConfigureAwait(false);
                }
                catch (Exception exception) when (!_cancellationToken.IsCancellationRequested)
                {
                    throw await UnreadableAsync(exception).ConfigureAwait(false);
                }
            }

            public Task<string> TextAsync() => _response.Content.ReadAsStringAsync(_cancellationToken);

            /// <summary>Gives the bytes. The caller disposes of the stream.</summary>
            public Task<Stream> StreamAsync()
            {
                _isHandedOn = true;
                return _response.Content.ReadAsStreamAsync(_cancellationToken);
            }

            /// <summary>What Refit throws for a body that it cannot read.</summary>
            private async Task<Exception> UnreadableAsync(Exception exception)
            {
                const string Message = "An error occured deserializing the response.";
                var factory = _settings.DeserializationExceptionFactory;
                var told = factory is null ? null : await factory(_response, exception).ConfigureAwait(false);
                var request = _response.RequestMessage!;
                return told
                    ?? await ApiException.Create(Message, request, request.Method, _response, _settings, exception).ConfigureAwait(false);
            }
        }
        """;
}
