namespace Brev.Sdk.Generators.Reading;

/// <summary>What the value of a keyword of a schema is.</summary>
internal enum SchemaWord
{
    /// <summary>Nothing that a C# type depends on.</summary>
    None,

    Schema,
    Schemas,
    SchemaMap,
    Text,
    Names,
    Values,
    Flag,
    Discriminator,
    Data,

    /// <summary>Schemas that would shape a C# type if they were understood.</summary>
    Overlooked,
}
