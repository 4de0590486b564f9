namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>Printed</c>.</summary>
internal static class PrintedSource
{
    public const string TypeName = "Printed";

    public const string Text = """
        using global::System.Collections;
        using global::System.Text;

        /// <summary>Writes what <c>ToString()</c> of a record with secrets shows.</summary>
        [Internal]
        internal static class Printed
        {
            /// <summary>All members, as a record writes them.</summary>
            public static bool Members(StringBuilder builder, params (string Name, object? Value)[] members)
            {
                var separator = "";
                foreach (var (name, value) in members)
                {
                    builder.Append(separator).Append(name).Append(" = ").Append(value);
                    separator = ", ";
                }

                return members.Length > 0;
            }

            /// <summary>What stands for a secret: whether there is one.</summary>
            public static string Secret(object? value) =>
                value is null || (value is IEnumerable items and not string && !items.GetEnumerator().MoveNext()) ? "" : "***";
        }
        """;
}
