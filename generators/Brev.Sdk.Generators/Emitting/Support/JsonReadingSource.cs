namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>JsonReading</c>.</summary>
internal static class JsonReadingSource
{
    public const string Text = """
        using global::System;
        using global::System.Collections.Generic;
        using global::System.Text.Json;
        using global::System.Text.Json.Serialization;

        /// <summary>How a body is read.</summary>
        [Hidden]
        public readonly struct JsonReading
        {
            /// <summary>
            /// Is told when an optional member cannot be read and counts as missing, and when a required one is missing: the name of its
            /// type, and the member's own.
            /// </summary>
            public Action<string, string>? UnreadableMember { get; init; }

            /// <summary>
            /// Whether one unreadable or missing member makes the value unreadable; otherwise only an unreadable required one does.
            /// </summary>
            public bool IsStrict { get; init; }

            /// <summary>Whether a member without a property is an error where the type does not keep such members.</summary>
            public bool RefusesUnknownMembers { get; init; }

            /// <summary>
            /// Where in the text a form of a union was found not to fit, so that forms within forms are tried once; none outside of unions.
            /// </summary>
            internal HashSet<(long Place, Type Format)>? Refused { get; init; }

            /// <summary>As the serializer's options say. Of who asked for the value they know no more than the resolver.</summary>
            internal static JsonReading With(JsonSerializerOptions options)
            {
                Action<string, string>? tell = null;
                var resolvers = options.TypeInfoResolverChain;
                for (var index = 0; index < resolvers.Count && tell is null; index++)
                {
                    tell = (resolvers[index] as ContractsResolver)?.UnreadableMember;
                }

                return new()
                {
                    UnreadableMember = tell,
                    RefusesUnknownMembers = options.UnmappedMemberHandling == JsonUnmappedMemberHandling.Disallow,
                };
            }
        }
        """;
}
