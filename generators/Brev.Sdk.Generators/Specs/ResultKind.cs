namespace Brev.Sdk.Generators.Specs;

/// <summary>What an operation answers with.</summary>
internal enum ResultKind
{
    None,
    Model,
    List,
    Text,
    JsonText,
    Other,

    /// <summary>One JSON value in each line, read as they come.</summary>
    Lines,

    /// <summary>The JSON values in the data of server-sent events, read as they come.</summary>
    Events,

    /// <summary>Server-sent events whose schema describes the whole event: its name, its id and its data.</summary>
    WholeEvents,
}
