namespace Brev.Sdk.Generators.Specs;

/// <summary>One operation.</summary>
internal sealed record OperationSpec(
    string Id,
    string Method,
    string Path,
    string Tag,
    string Server,
    bool IsSecured,
    bool IsRepeatSafe,
    string Summary,
    string Description,
    EquatableArray<ParameterSpec> Parameters,
    EquatableArray<string> ConstantHeaders,
    BodySpec? Body,
    bool IsMultipart,
    ResultSpec Result,
    PaginationSpec? Pagination)
{
    /// <summary>Whether a success without a body is one; when not, it is an error.</summary>
    public bool MayAnswerNothing { get; init; }

    /// <summary>Whether a body of several parts can be left out.</summary>
    public bool MayLackParts { get; init; }

    /// <summary>Whether the document marks it as deprecated.</summary>
    public bool IsDeprecated { get; init; }

    /// <summary>Whether the operation takes something away, so that its absence afterwards is what was asked for.</summary>
    public bool IsRemoval { get; init; }

    /// <summary>Whether its answer is so large that the usual time limit is too short for it.</summary>
    public bool IsSlow { get; init; }

    /// <summary>The credentials that it asks for.</summary>
    public EquatableArray<CredentialSpec> Credentials { get; init; }

    /// <summary>The bodies of its errors, as far as they have a type.</summary>
    public EquatableArray<ErrorSpec> Errors { get; init; }

    /// <summary>
    /// What a client is made of: its methods are documented by those of the interfaces, so that an edit of a text makes no client anew.
    /// </summary>
    public OperationSpec WithoutDocumentation => this with
    {
        Summary = "",
        Description = "",
        Parameters = new(Parameters.Select(parameter => parameter with { Description = "" })),
        Body = Body is null ? null : Body with { Description = "" },
        Result = Result with { Description = "" },
        Errors = default,
    };

    /// <summary>What a client makes of an answer without a body.</summary>
    public EmptyAnswer EmptyAnswer => Result switch
    {
        { IsNullable: true } => EmptyAnswer.AsItIs,
        { Kind: ResultKind.JsonText } when !MayAnswerNothing => EmptyAnswer.ErrorForText,
        { Kind: ResultKind.Model, HasDefault: true } when MayAnswerNothing => EmptyAnswer.NewObject,
        { Kind: ResultKind.Model } => EmptyAnswer.Error,
        _ => EmptyAnswer.AsItIs,
    };

    /// <summary>
    /// Whether Refit would write or read a value in a form of its own, or send a call without one that it needs. The method of the
    /// operation then turns its values into text, calls one that Refit implements, and reads what that gives.
    /// </summary>
    public bool HasCore =>
        Result is { IsStream: true } or { IsWrapped: true } or { Kind: ResultKind.JsonText } or { Statuses.Count: > 0 }
        || IsMultipart
        || Body is not null
        || Parameters.Any(parameter => !parameter.IsPlain || parameter is { IsRequired: true, Type.IsValueType: false });
}
