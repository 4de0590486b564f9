namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>ValueStyle</c>.</summary>
internal static class ValueStyleSource
{
    public const string Text = """
        /// <summary>How a value becomes text: the styles of OpenAPI.</summary>
        [Internal]
        internal enum ValueStyle
        {
            Simple,
            Form,
            SpaceDelimited,
            PipeDelimited,
            TabDelimited,
            DeepObject,
            Label,
            Matrix,
            Json,
        }
        """;
}
