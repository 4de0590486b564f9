namespace Brev.Sdk.Generators.Parsing.Operations;

/// <summary>What a media type asks for, in the order in which one is chosen among several.</summary>
internal enum MediaKind
{
    Json,

    /// <summary>One JSON value in each line.</summary>
    JsonLines,

    /// <summary>Server-sent events.</summary>
    Events,

    Multipart,
    Form,
    Text,
    Binary,
    Other,
}
