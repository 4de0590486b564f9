using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>Writes the security schemes of a document, for handlers that fill in credentials.</summary>
internal static class SecurityEmitter
{
    public const string TypeName = "SecuritySchemes";

    public static string Emit(string targetNamespace, SecuritySpec spec)
    {
        var writer = SourceFile.Begin(targetNamespace + ".Serialization");
        SourceFile.Summary(
            writer, "The security schemes of the document. Calls leave the place of a credential empty; a `CredentialHandler` fills it.");
        writer.Line(SourceFile.GeneratedCode);
        writer.Open($"public static class {TypeName}");
        foreach (var scheme in spec.Schemes)
        {
            writer.Separate();
            SourceFile.Summary(writer, scheme.Credential.Description, scheme.Credential.SchemeName, scheme.Name);
            var place = $"CredentialPlace.{scheme.Credential.Place}, {Literals.Text(scheme.Credential.Name)}";
            writer.Line($"public static SecurityScheme {scheme.Name} {{ get; }} = new({place});");
        }

        writer.Close();
        return writer.Finish();
    }
}
