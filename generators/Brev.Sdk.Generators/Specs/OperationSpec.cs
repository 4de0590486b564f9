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
}

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
    PaginationSpec? Pagination);

/// <summary>The answer of an operation.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Type">Its type; none when there is nothing to read.</param>
/// <param name="HasDefault">Whether a new object stands for an empty answer.</param>
/// <param name="Description">What the document says about it.</param>
internal sealed record ResultSpec(ResultKind Kind, TypeSpec? Type, bool HasDefault, string Description);

/// <summary>How the pages of a list follow each other.</summary>
internal sealed record PaginationSpec(string MethodName, string RequestMember, string PageToken, string NextPageToken, string Items, TypeSpec Item);
