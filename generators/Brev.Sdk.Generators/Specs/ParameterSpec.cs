namespace Brev.Sdk.Generators.Specs;

/// <summary>One parameter of an operation.</summary>
/// <param name="Name">Its name in C#.</param>
/// <param name="WireName">Its name in the document.</param>
/// <param name="Place">Where it travels.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsRequired">Whether it has to be given.</param>
/// <param name="Style">How its value becomes text.</param>
/// <param name="IsExploded">Whether each part of a list or of an object is written apart.</param>
/// <param name="Description">What the document says about it.</param>
internal sealed record ParameterSpec(
    string Name, string WireName, ParameterPlace Place, TypeSpec Type, bool IsRequired, ValueStyle Style, bool IsExploded,
    string Description)
{
    /// <summary>The media type of a part of a body; empty when it follows from the value.</summary>
    public string ContentType { get; init; } = "";

    /// <summary>Whether it is a part of a body that can be left out, but not without the other parts.</summary>
    public bool IsNeeded { get; init; }

    /// <summary>How a part of a body is written, where the document gives it a style; the media type does not count then.</summary>
    public FieldStyleSpec? PartStyle { get; init; }

    /// <summary>
    /// Whether Refit's own text for it is what the document asks for, with every settings and in every culture. A text in a path is not: it
    /// can be a step to another address, which Refit takes.
    /// </summary>
    public bool IsPlain => Place switch
    {
        ParameterPlace.Path => Style == ValueStyle.Simple && Type is { IsPlainText: true, Kind: TypeKind.Value },
        ParameterPlace.Query =>
            Style == ValueStyle.Form && (Type.IsPlainText || (IsExploded && Type is { Kind: TypeKind.List, Element.IsPlainText: true })),
        ParameterPlace.Header => Style == ValueStyle.Simple && Type.Kind is TypeKind.Text or TypeKind.OpenEnum,
        _ => false,
    };

    /// <summary>Whether its value is one text of a query, whatever the value is.</summary>
    public bool IsOneText => Style == ValueStyle.Form && Type.Kind is TypeKind.Text or TypeKind.Value or TypeKind.OpenEnum;
}
