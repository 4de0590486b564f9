using Brev.Sdk.Generators.Specs;

namespace Brev.Sdk.Generators.Emitting;

/// <summary>Writes a property that goes out even when the caller does not set it.</summary>
internal static class SentDefaultEmitter
{
    public static void EmitRemark(SourceWriter writer, SentDefaultSpec sent) =>
        writer.Documentation(
            "remarks", $"Sent as `{(sent.Kind == SentDefaultKind.Text ? "\"" + sent.Value + "\"" : sent.Value)}` when it is not set.");

    /// <summary>The property. Where the wire allows no null, null means not set.</summary>
    public static void EmitProperty(SourceWriter writer, PropertySpec property, SentDefaultSpec sent)
    {
        var head = $"public {property.Type.Local}? {property.Name}";
        if (sent.Kind == SentDefaultKind.Null)
        {
            writer.Line($"{head} {{ get; init; }}");
            return;
        }

        var value = Value(property.Type, sent);
        if (property.Type.IsNullable)
        {
            writer.Line($"{head} {{ get; init; }} = {value};");
            return;
        }

        BackedProperty.Emit(writer, $"{property.Type.Local}?", property.Name, $"value ?? {value}", value);
    }

    /// <summary>The value in C#.</summary>
    public static string Value(TypeSpec type, SentDefaultSpec sent) => (sent.Kind, type.Kind) switch
    {
        (SentDefaultKind.Null, _) => "null",
        (SentDefaultKind.Text, TypeKind.OpenEnum) => $"new {type.Local}({Literals.Text(sent.Value)})",
        (SentDefaultKind.Number, TypeKind.OpenEnum) => $"new {type.Local}({sent.Value}L)",
        (SentDefaultKind.Text, _) => Literals.Text(sent.Value),
        (SentDefaultKind.Empty, _) => type.Empty,
        (SentDefaultKind.Number, _) =>
            sent.Value + type.Scalar switch
            {
                ScalarKind.Int64 => "L",
                ScalarKind.UInt64 => "UL",
                ScalarKind.Decimal => "M",
                ScalarKind.Single => "F",
                ScalarKind.Double => "D",
                _ => "",
            },
        _ => sent.Value,
    };
}
