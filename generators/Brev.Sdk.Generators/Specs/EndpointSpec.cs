namespace Brev.Sdk.Generators.Specs;

/// <summary>One line of the endpoint table.</summary>
internal sealed record EndpointSpec(
    string Id, string Method, string Path, string Server, bool IsSecured, bool IsRepeatSafe, bool MustAnswerCollection, bool IsRemoval,
    bool IsSlow)
{
    public static EndpointSpec From(OperationSpec operation) => new(
        operation.Id,
        operation.Method,
        operation.Path,
        operation.Server,
        operation.IsSecured,
        operation.IsRepeatSafe,
        AnswersCollection(operation.Result) && !operation.MayAnswerNothing,
        operation.IsRemoval,
        operation.IsSlow);

    private static bool AnswersCollection(ResultSpec result) =>
        result.Kind == ResultKind.List || (result.Kind == ResultKind.Other && result.Type is { Kind: TypeKind.Dictionary });
}
