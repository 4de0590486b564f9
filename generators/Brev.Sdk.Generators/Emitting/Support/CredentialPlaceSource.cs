namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>CredentialPlace</c>.</summary>
internal static class CredentialPlaceSource
{
    public const string Text = """
        /// <summary>Where a credential travels.</summary>
        [Generated]
        public enum CredentialPlace
        {
            /// <summary>In the header Authorization, behind the name of its scheme, such as Bearer or Basic.</summary>
            Authorization,

            /// <summary>In a header of its own.</summary>
            Header,

            /// <summary>In the query of the address.</summary>
            Query,

            /// <summary>In a cookie.</summary>
            Cookie,
        }
        """;
}
