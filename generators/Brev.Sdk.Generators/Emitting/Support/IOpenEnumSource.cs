namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>IOpenEnum</c>.</summary>
internal static class IOpenEnumSource
{
    public const string Text = """
        using global::System;

        /// <summary>An enumeration that keeps values which are not known yet.</summary>
        /// <typeparam name="T">The enumeration.</typeparam>
        [Hidden]
        public interface IOpenEnum<T> : IFormattable
            where T : struct, IOpenEnum<T>
        {
            /// <summary>The value on the wire.</summary>
            string Value { get; }

            /// <summary>Whether the value is a number on the wire, for some servers write a value that they have no name for as one and want it back like that.</summary>
            bool IsNumber { get; }

            /// <summary>Creates a value, known or not.</summary>
            /// <param name="value">The value on the wire.</param>
            /// <param name="isNumber">Whether it is a number there.</param>
            /// <returns>The value.</returns>
            static abstract T Create(string value, bool isNumber);

            /// <summary>Finds a known value.</summary>
            /// <param name="text">The value on the wire, in UTF-8.</param>
            /// <param name="value">The value.</param>
            /// <returns>Whether it is known.</returns>
            static abstract bool TryFind(ReadOnlySpan<byte> text, out T value);

            /// <summary>The value on the wire, whatever the format. Refit writes what can be formatted as one value.</summary>
            string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => Value;
        }
        """;
}
