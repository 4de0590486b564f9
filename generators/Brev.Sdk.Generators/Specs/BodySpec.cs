namespace Brev.Sdk.Generators.Specs;

/// <summary>The body of a request.</summary>
/// <param name="Type">Its type; of JSON lines the type of one value.</param>
/// <param name="Form">How it is written.</param>
/// <param name="HasDefault">Whether a new object serves when the caller of a client gives none.</param>
/// <param name="IsEmpty">Whether it never has members.</param>
/// <param name="Description">What the document says about it.</param>
internal sealed record BodySpec(TypeSpec Type, BodyForm Form, bool HasDefault, bool IsEmpty, string Description)
{
    public bool IsValueType => Form != BodyForm.JsonLines && Type.IsValueType;

    /// <summary>Whether the document lets a request do without it.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Its media type; empty where that follows from how it is written.</summary>
    public string ContentType { get; init; } = "";

    /// <summary>
    /// Whether emitted code writes it. Refit would write it as its settings say, and <c>null</c> for one that is not there; only an object
    /// says itself how it is written.
    /// </summary>
    public bool IsWritten => IsOptional || Form != BodyForm.Json || Type.Kind is not (TypeKind.Model or TypeKind.Union);

    /// <summary>The members of a form that are written in another way than the default.</summary>
    public EquatableArray<FieldStyleSpec> Fields { get; init; }
}
