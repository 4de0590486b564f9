namespace Brev.Sdk.Generators.Specs;

/// <summary>How a request's body is written.</summary>
internal enum BodyForm
{
    Json,

    /// <summary>One JSON value in each line.</summary>
    JsonLines,

    Form,
    Text,
    Binary,
}
