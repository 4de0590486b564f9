namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>OpenEnumValue</c>.</summary>
internal static class OpenEnumValueSource
{
    public const string Text = """
        using global::System;
        using global::System.Globalization;

        /// <summary>
        /// A value of an open enumeration on the wire. Some servers write a value that they have no name for as a number, and want it back
        /// like that. The text alone tells values apart.
        /// </summary>
        [Hidden]
        public readonly struct OpenEnumValue : IEquatable<OpenEnumValue>
        {
            private readonly string? _text;

            /// <summary>A value that is a text, or the digits of one that is a number.</summary>
            public OpenEnumValue(string text, bool isNumber = false) => (_text, IsNumber) = (text, isNumber);

            /// <summary>A value that is a number.</summary>
            public OpenEnumValue(long number)
                : this(number.ToString(CultureInfo.InvariantCulture), isNumber: true)
            {
            }

            /// <summary>The text, or the digits; empty for the default.</summary>
            public string Text => _text ?? "";

            /// <summary>Whether it is a number on the wire.</summary>
            public bool IsNumber { get; }

            /// <summary>The value, with zero for the default.</summary>
            public OpenEnumValue OrZero => _text is null ? new(0) : this;

            /// <inheritdoc/>
            public bool Equals(OpenEnumValue other) => string.Equals(Text, other.Text, StringComparison.Ordinal);

            /// <inheritdoc/>
            public override bool Equals(object? obj) => obj is OpenEnumValue other && Equals(other);

            /// <inheritdoc/>
            public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);
        }
        """;
}
