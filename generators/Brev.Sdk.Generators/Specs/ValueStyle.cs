namespace Brev.Sdk.Generators.Specs;

/// <summary>
/// How a value becomes the text of a parameter or of a form's field: the styles of OpenAPI, the formats of version 2.0 among them.
/// </summary>
internal enum ValueStyle
{
    /// <summary>Separated by commas, as paths and headers have it.</summary>
    Simple,

    /// <summary>Separated by commas, or one pair for each part.</summary>
    Form,

    SpaceDelimited,

    PipeDelimited,

    /// <summary>The <c>tsv</c> of version 2.0.</summary>
    TabDelimited,

    DeepObject,

    Label,

    Matrix,

    /// <summary>As JSON, whatever the value is.</summary>
    Json,
}
