namespace Brev.Sdk.Generators.Specs;

/// <summary>What an operation answers with.</summary>
internal enum ResultKind
{
    None,
    Model,
    List,
    Text,
    JsonText,
    Other,
}
