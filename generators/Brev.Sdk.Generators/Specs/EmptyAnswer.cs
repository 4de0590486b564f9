namespace Brev.Sdk.Generators.Specs;

/// <summary>What a client makes of an answer without a body.</summary>
internal enum EmptyAnswer
{
    /// <summary>What the interface gives for it.</summary>
    AsItIs,

    /// <summary>An error, in place of an object.</summary>
    Error,

    /// <summary>An error, in place of a text without a character.</summary>
    ErrorForText,

    /// <summary>A new object.</summary>
    NewObject,
}
