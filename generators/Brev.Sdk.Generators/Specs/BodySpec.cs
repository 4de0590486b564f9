namespace Brev.Sdk.Generators.Specs;

/// <summary>The body of a request.</summary>
/// <param name="Type">Its type; of JSON lines the type of one value.</param>
/// <param name="Form">How it is written.</param>
/// <param name="HasDefault">Whether a new object serves when the caller gives none.</param>
/// <param name="IsEmpty">Whether it never has members.</param>
/// <param name="Description">What the document says about it.</param>
internal sealed record BodySpec(TypeSpec Type, BodyForm Form, bool HasDefault, bool IsEmpty, string Description)
{
    /// <summary>The type that the caller gives.</summary>
    public string CSharp => Form == BodyForm.JsonLines
        ? $"global::System.Collections.Generic.IAsyncEnumerable<{Type.CSharp}{(Type.IsNullable ? "?" : "")}>"
        : Type.CSharp;

    public bool IsValueType => Form != BodyForm.JsonLines && Type.IsValueType;

    /// <summary>The media type of JSON lines, which goes by several names.</summary>
    public string ContentType { get; init; } = "";

    /// <summary>The members of a form that are written in another way than the default.</summary>
    public EquatableArray<FieldStyleSpec> Fields { get; init; }
}
