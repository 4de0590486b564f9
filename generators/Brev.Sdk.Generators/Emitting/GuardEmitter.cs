using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>Writes what keeps an argument from sending a call to another address than the method's.</summary>
internal static class GuardEmitter
{
    public const string Required = "Required";

    private const string Segment = "RequiredSegment";
    private const string Header = "RequiredHeader";
    private const string Name = "[global::System.Runtime.CompilerServices.CallerArgumentExpression(\"value\")] string name = \"\"";

    /// <summary>The guard of a parameter; empty when every value is fine.</summary>
    public static string For(ParameterSpec parameter) => parameter switch
    {
        { IsRequired: false } or { Type.IsValueType: true } => "",
        { Place: ParameterPlace.Path, Type.Kind: TypeKind.Text } => Segment,
        { Place: ParameterPlace.Header, Type.Kind: TypeKind.Text } => Header,
        _ => Required,
    };

    public static void Emit(SourceWriter writer)
    {
        EmitGuard(
            writer,
            Segment,
            "value is \".\" or \"..\"",
            "A part of an address can be neither . nor .., which would lead to another address.");
        EmitGuard(writer, Header, "global::System.Linq.Enumerable.Any(value, char.IsControl)", "A header cannot hold control characters.");
        writer.Separate();
        writer.Line($"private static T {Required}<T>(T value, {Name})");
        writer.Indent(() => writer.Line("where T : class => value ?? throw new global::System.ArgumentNullException(name);"));
    }

    private static void EmitGuard(SourceWriter writer, string guard, string refused, string reason)
    {
        writer.Separate();
        writer.Line($"private static string {guard}(string value, {Name})");
        writer.Open();
        writer.Line("global::System.ArgumentException.ThrowIfNullOrEmpty(value, name);");
        writer.Line($"return {refused}");
        writer.Indent(() =>
        {
            writer.Line($"? throw new global::System.ArgumentException({Literals.Text(reason)}, name)");
            writer.Line(": value;");
        });
        writer.Close();
    }
}
