namespace Brev.Sdk.Generators.Specs;

/// <summary>What a plain value is: a number, a truth, a time or an identifier.</summary>
internal enum ScalarKind
{
    None,
    Boolean,
    Int32,
    Int64,
    UInt64,
    Single,
    Double,
    Decimal,
    Date,
    Time,
    TimeSpan,
    Guid,
}
