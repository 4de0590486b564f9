namespace Brev.Sdk.Generators.Parsing.Operations;

/// <summary>What a media type asks for, in the order in which one is chosen among several.</summary>
internal enum MediaKind
{
    Json,
    Multipart,
    Form,
    Text,
    Binary,
    Other,
}
