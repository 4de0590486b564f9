namespace Brev.Sdk.Generators.Emitting.Support;

/// <summary>The text of <c>SecurityScheme</c>.</summary>
internal static class SecuritySchemeSource
{
    public const string Text = """
        /// <summary>Where a credential travels, and under which name.</summary>
        /// <param name="Place">The place, which generated calls leave empty.</param>
        /// <param name="Name">The scheme of the header Authorization, or the name of the header, the query parameter or the cookie.</param>
        [Generated]
        public sealed record SecurityScheme(CredentialPlace Place, string Name);
        """;
}
