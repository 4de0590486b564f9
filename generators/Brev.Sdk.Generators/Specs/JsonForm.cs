namespace Brev.Sdk.Generators.Specs;

/// <summary>The kind of JSON value that a form of a union is written as.</summary>
internal enum JsonForm
{
    String,
    Number,
    Boolean,
    Array,
    Object,
}
