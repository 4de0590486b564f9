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
            OpenEnumValue Wire { get; }

            /// <summary>The known values that are texts on the wire.</summary>
            static virtual T[] Known => [];

            /// <summary>Creates a value, known or not.</summary>
            /// <param name="value">The value on the wire.</param>
            /// <returns>The value.</returns>
            static abstract T Create(OpenEnumValue value);

            /// <summary>The value on the wire, whatever the format. Refit writes what can be formatted as one value.</summary>
            string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => Wire.Text;
        }
        """;
}
