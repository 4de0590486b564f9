namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>JsonLines</c>.</summary>
internal static class JsonLinesSource
{
    public const string Text = """
        using global::System;
        using global::System.Collections.Generic;
        using global::System.IO;
        using global::System.Runtime.CompilerServices;
        using global::System.Text;
        using global::System.Text.Json;
        using global::System.Threading;
        using global::System.Threading.Tasks;

        /// <summary>Reads answers that have one JSON value in each line, each as soon as its line is there.</summary>
        [Internal]
        internal static class JsonLines
        {
            /// <summary>Sends the call when the first value is asked for, and ends it when no more are.</summary>
            public static async IAsyncEnumerable<T> Read<T, TFormat>(
                Func<CancellationToken, Task<Stream>> send,
                [EnumeratorCancellation] CancellationToken cancellationToken)
                where TFormat : struct, IJsonFormat<T>
            {
                using var lines = new StreamReader(await send(cancellationToken).ConfigureAwait(false), Encoding.UTF8);
                for (var number = 1L; await lines.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line; number++)
                {
                    if (!string.IsNullOrWhiteSpace(line) && TryRead<T, TFormat>(line, number, out var value))
                    {
                        yield return value;
                    }
                }
            }

            private static bool TryRead<T, TFormat>(string line, long number, out T value)
                where TFormat : struct, IJsonFormat<T>
            {
                try
                {
                    return JsonStreamValue.TryRead<T, TFormat>(Encoding.UTF8.GetBytes(line), out value);
                }
                catch (JsonException exception)
                {
                    throw new JsonException(
                        $"Line {number} of the answer cannot be read. {exception.Message}",
                        exception.Path,
                        number - 1,
                        exception.BytePositionInLine,
                        exception);
                }
            }
        }
        """;
}
