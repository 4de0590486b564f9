namespace Brev.Sdk.Generators.Specs;

/// <summary>The answer of an operation.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Type">Its type, or that of each of its values; none when there is nothing to read.</param>
/// <param name="HasDefault">Whether a new object stands for an empty answer.</param>
/// <param name="Description">What the document says about it.</param>
internal sealed record ResultSpec(ResultKind Kind, TypeSpec? Type, bool HasDefault, string Description)
{
    public static ResultSpec Nothing { get; } = new(ResultKind.None, null, false, "");

    /// <summary>Whether the document describes a success without a body, or the JSON value <c>null</c>.</summary>
    public bool IsNullable { get; init; }

    /// <summary>The media types that the method can read, for the server to choose from; empty when it reads nothing.</summary>
    public string Accept { get; init; } = "";

    /// <summary>Whether the data of its events is a text, whatever it looks like.</summary>
    public bool HasTextData { get; init; }

    /// <summary>
    /// What each status means, where the status decides how the answer is read; empty where all of them are read in one way.
    /// </summary>
    public EquatableArray<StatusSpec> Statuses { get; init; }

    /// <summary>Whether an emitted type stands for the body while it is read, because it has none of its own.</summary>
    public bool IsWrapped => Kind is ResultKind.List or ResultKind.Other && Type!.IsWrapped;

    /// <summary>Whether its values are read one after the other as they come.</summary>
    public bool IsStream => Kind is ResultKind.Lines or ResultKind.Events or ResultKind.WholeEvents;
}
