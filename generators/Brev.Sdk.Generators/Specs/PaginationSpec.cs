namespace Brev.Sdk.Generators.Specs;

/// <summary>How the pages of a list follow each other.</summary>
internal sealed record PaginationSpec(
    string MethodName, string RequestMember, string PageToken, string NextPageToken, string Items, TypeSpec Item);
