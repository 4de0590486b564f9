namespace Brev.Sdk.Generators.Specs;

/// <summary>How a time span travels, which its C# type does not say.</summary>
internal enum WireForm
{
    Default,
    GoDuration,
    IsoDuration,
    ProtobufDuration,
    Nanoseconds,
}
