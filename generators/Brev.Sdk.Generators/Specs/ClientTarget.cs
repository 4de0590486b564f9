namespace Brev.Sdk.Generators.Specs;

/// <summary>The class that carries the attribute.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
/// <param name="DocumentNamespace">The namespace of the document that it calls.</param>
/// <param name="Exceptions">What its methods document.</param>
internal sealed record ClientTarget(string Namespace, string Name, string DocumentNamespace, EquatableArray<ClientExceptionSpec> Exceptions)
{
    /// <summary>The file that it stands in.</summary>
    public string Path { get; init; } = "";

    /// <summary>Whether an answer in which nothing is does not come as far as its methods, where there has to be something.</summary>
    public bool IsSparedEmptyAnswers { get; init; }

    /// <summary>What its methods make of an answer without a body.</summary>
    /// <param name="needed">What has to be made of it.</param>
    public EmptyAnswer Sees(EmptyAnswer needed) =>
        IsSparedEmptyAnswers && needed == EmptyAnswer.Error ? EmptyAnswer.AsItIs : needed;
}
