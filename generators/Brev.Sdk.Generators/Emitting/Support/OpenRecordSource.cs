namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>OpenRecord</c>.</summary>
internal static class OpenRecordSource
{
    public const string TypeName = "OpenRecord";

    public const string Unknown = "AdditionalProperties";

    public const string Text = """
        using global::System.Collections.Generic;
        using global::System.Text;
        using global::System.Text.Json;

        /// <summary>A record that keeps the members which the document does not describe.</summary>
        [Hidden]
        public abstract record OpenRecord
        {
            /// <summary>Members that the document does not describe, kept as they came and written back.</summary>
            public IDictionary<string, JsonElement>? AdditionalProperties { get; set; }

            /// <summary>Members that the document does not describe do not reach <c>ToString()</c>.</summary>
            protected virtual bool PrintMembers(StringBuilder builder) => false;
        }
        """;
}
