namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>Pages</c>.</summary>
internal static class PagesSource
{
    public const string Text = """
        using global::System;
        using global::System.Collections.Generic;
        using global::System.IO;
        using global::System.Runtime.CompilerServices;
        using global::System.Threading;
        using global::System.Threading.Tasks;

        /// <summary>Reads lists that come in pages.</summary>
        [Hidden]
        public static class Pages
        {
            /// <summary>The items of all pages, each fetched when the one before it has been read.</summary>
            /// <param name="request">Asks for the first page.</param>
            /// <param name="fetch">Fetches a page.</param>
            /// <param name="token">The token of the page that a request asks for.</param>
            /// <param name="at">The request for the page with a token.</param>
            /// <param name="read">The items of a page, and the token of the next one.</param>
            /// <param name="repeated">What is thrown when a token comes again; none for an exception that names the method.</param>
            /// <param name="cancellationToken">Ends the enumeration, between and within pages.</param>
            /// <param name="name">The method that lists.</param>
            public static IAsyncEnumerable<TItem> EnumerateAsync<TRequest, TPage, TItem>(
                TRequest request,
                Func<TRequest, CancellationToken, Task<TPage>> fetch,
                Func<TRequest, string?> token,
                Func<TRequest, string, TRequest> at,
                Func<TPage, (IReadOnlyList<TItem>? Items, string? Next)> read,
                Func<Exception>? repeated,
                CancellationToken cancellationToken,
                [CallerMemberName] string name = "")
                where TRequest : class
            {
                ArgumentNullException.ThrowIfNull(request);
                return EachAsync(request, fetch, token, at, read, repeated ?? (() => Repeated(name)), cancellationToken);
            }

            private static async IAsyncEnumerable<TItem> EachAsync<TRequest, TPage, TItem>(
                TRequest request,
                Func<TRequest, CancellationToken, Task<TPage>> fetch,
                Func<TRequest, string?> token,
                Func<TRequest, string, TRequest> at,
                Func<TPage, (IReadOnlyList<TItem>? Items, string? Next)> read,
                Func<Exception> repeated,
                [EnumeratorCancellation] CancellationToken cancellationToken)
            {
                // Brent's cycle check: one token stands for those before it, and gives way to a later one after 1, 2, 4, … pages.
                var (checkpoint, pages, lap) = (token(request) ?? "", 0L, 1L);
                while (true)
                {
                    var page = await fetch(request, cancellationToken).ConfigureAwait(false);
                    var (items, next) = read(page ?? throw new InvalidDataException("The answer has no page."));
                    foreach (var item in items ?? [])
                    {
                        cancellationToken.ThrowIfCancellationRequested();
                        yield return item;
                    }

                    if (string.IsNullOrEmpty(next))
                    {
                        yield break;
                    }

                    if (next == checkpoint)
                    {
                        throw repeated();
                    }

                    if (++pages == lap)
                    {
                        (checkpoint, pages, lap) = (next, 0, lap * 2);
                    }

                    request = at(request, next);
                }
            }

            private static InvalidOperationException Repeated(string name) => new(
                $"{name} got a page token that it had got before, so the list would never end. What was read before may hold items twice. "
                + "The method for a single page reads the pages one by one.");
        }
        """;
}
