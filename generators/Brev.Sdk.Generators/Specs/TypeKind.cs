namespace Brev.Sdk.Generators.Specs;

/// <summary>What a <see cref="TypeSpec"/> is made of.</summary>
internal enum TypeKind
{
    Text,
    Value,
    Bytes,
    Json,
    Stream,

    /// <summary>A part of a body that has a name of a file.</summary>
    File,
    Model,
    Union,
    OpenEnum,
    List,
    Dictionary,
}
