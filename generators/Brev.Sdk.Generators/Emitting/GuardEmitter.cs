using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>Writes what refuses an argument before a call. A text in a path is refused by the interface, for all who call it.</summary>
internal static class GuardEmitter
{
    public const string Required = "Required";

    private const string Header = "RequiredHeader";
    private const string Name = "[global::System.Runtime.CompilerServices.CallerArgumentExpression(\"value\")] string name = \"\"";

    /// <summary>The guard of a parameter; empty when every value is fine.</summary>
    public static string For(ParameterSpec parameter) => parameter switch
    {
        { IsRequired: false } or { Type.IsValueType: true } => "",
        { Place: ParameterPlace.Path, Type.Kind: TypeKind.Text } => "",
        { Place: ParameterPlace.Header, Type.Kind: TypeKind.Text } => Header,
        _ => Required,
    };

    public static void Emit(SourceWriter writer)
    {
        writer.Separate();
        writer.Line($"private static string {Header}(string value, {Name})");
        writer.Open();
        writer.Line("global::System.ArgumentException.ThrowIfNullOrEmpty(value, name);");
        writer.Line("return global::System.Linq.Enumerable.Any(value, char.IsControl)");
        writer.Indent(() =>
        {
            writer.Line("? throw new global::System.ArgumentException(\"A header cannot hold control characters.\", name)");
            writer.Line(": value;");
        });
        writer.Close();
        writer.Separate();
        writer.Line($"private static T {Required}<T>(T value, {Name})");
        writer.Indent(() => writer.Line("where T : class => value ?? throw new global::System.ArgumentNullException(name);"));
    }
}
