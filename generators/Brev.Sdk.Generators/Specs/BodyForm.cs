namespace Brev.Sdk.Generators.Specs;

/// <summary>How a request's body is written.</summary>
internal enum BodyForm
{
    Json,
    JsonText,
    Form,
    Text,
    Binary,
}
