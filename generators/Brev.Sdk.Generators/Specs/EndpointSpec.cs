namespace Brev.Sdk.Generators.Specs;

/// <summary>One line of the endpoint table.</summary>
internal sealed record EndpointSpec(
    string Id, string Method, string Path, string Server, bool IsSecured, bool IsRepeatSafe, bool MustAnswerCollection, bool IsRemoval,
    bool IsSlow)
{
    /// <summary>What the client makes of an answer without a body.</summary>
    public EmptyAnswer EmptyAnswer { get; init; }

    public static EndpointSpec From(OperationSpec operation) => new(
        operation.Id,
        operation.Method,
        operation.Path,
        operation.Server,
        operation.IsSecured,
        operation.IsRepeatSafe,
        AnswersCollection(operation.Result) && !operation.MayAnswerNothing,
        operation.IsRemoval,
        operation.IsSlow)
    {
        EmptyAnswer = operation.EmptyAnswer,
    };

    private static bool AnswersCollection(ResultSpec result) =>
        result.Kind == ResultKind.List || (result.Kind == ResultKind.Other && result.Type is { Kind: TypeKind.Dictionary });
}
