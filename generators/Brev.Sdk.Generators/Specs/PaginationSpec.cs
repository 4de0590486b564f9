namespace Brev.Sdk.Generators.Specs;

/// <summary>How the pages of a list follow each other.</summary>
/// <param name="MethodName">The method that reads all of them.</param>
/// <param name="RequestMember">The property of the request that holds the page token.</param>
/// <param name="PageToken">The page token in it.</param>
/// <param name="NextPageToken">The property of the answer that holds the token of the next page.</param>
/// <param name="Items">The property of the answer that holds the items.</param>
/// <param name="Item">The type of an item.</param>
internal sealed record PaginationSpec(
    string MethodName, string RequestMember, string PageToken, string NextPageToken, string Items, TypeSpec Item);
