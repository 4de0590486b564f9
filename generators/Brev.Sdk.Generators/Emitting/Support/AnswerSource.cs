namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>Answer</c>.</summary>
internal static class AnswerSource
{
    public const string Text = """
        using global::System;
        using global::System.Threading.Tasks;

        /// <summary>The answer of a call, which is another thing than its body.</summary>
        [Internal]
        internal static class Answer
        {
            /// <summary>Waits for a body, and makes of it what the operation answers.</summary>
            public static async Task<T> ReadAsync<TBody, T>(Task<TBody> call, Func<TBody, T> read) => read(await call.ConfigureAwait(false));
        }
        """;
}
