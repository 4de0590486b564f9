namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>CoreMethod</c>.</summary>
internal static class CoreMethodSource
{
    public const string Text = """
        using global::System;
        using global::System.Runtime.CompilerServices;

        /// <summary>The methods of an interface that Refit implements, and nobody else has to.</summary>
        [Internal]
        internal static class CoreMethod
        {
            /// <summary>What is thrown by an object that is not Refit's and lacks the method that was called.</summary>
            public static NotSupportedException NotImplemented([CallerMemberName] string name = "") => new(
                $"{name} is implemented by Refit, and this object is not Refit's. Implement the method of the operation itself.");
        }
        """;
}
