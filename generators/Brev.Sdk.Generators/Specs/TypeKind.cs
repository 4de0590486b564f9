namespace Brev.Sdk.Generators.Specs;

/// <summary>What a <see cref="TypeSpec"/> is made of.</summary>
internal enum TypeKind
{
    Text,
    Value,
    Bytes,
    Json,
    Stream,
    Model,
    Union,
    OpenEnum,
    List,
    Dictionary,
}
