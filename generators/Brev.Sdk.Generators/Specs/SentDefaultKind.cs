namespace Brev.Sdk.Generators.Specs;

/// <summary>What a <see cref="SentDefaultSpec"/> is.</summary>
internal enum SentDefaultKind
{
    Null,
    Text,
    Number,
    Boolean,
    Empty,
}
