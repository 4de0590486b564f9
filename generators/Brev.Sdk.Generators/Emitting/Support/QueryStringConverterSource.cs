namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>QueryStringConverter</c>.</summary>
internal static class QueryStringConverterSource
{
    public const string Text = """
        using global::Refit;

        /// <summary>Hands a query to Refit as it is.</summary>
        [Hidden]
        public sealed class QueryStringConverter : IQueryConverter<QueryString>
        {
            /// <inheritdoc/>
            public void Flatten(QueryString value, string keyPrefix, ref GeneratedQueryStringBuilder builder, RefitSettings settings)
            {
                foreach (var (name, text) in value.Pairs)
                {
                    builder.Add(name, text, preEncoded: true);
                }
            }
        }
        """;
}
